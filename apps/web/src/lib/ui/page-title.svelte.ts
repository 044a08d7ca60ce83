import { useApp } from '../state/context.ts';

/** Names the page after what it shows, for as long as the component that calls this is there. */
export const namePage = (title: () => string): void => {
  const app = useApp();
  $effect(() => {
    const { name } = app.words.messages.app;
    document.title = title() === '' ? name : `${title()} · ${name}`;
    return () => {
      document.title = name;
    };
  });
};
