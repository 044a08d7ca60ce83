import type { Plugin } from 'vite';
import { firstChunks } from './first-chunks.ts';

/** The one font file that every screen shows; without this it is asked for only when the first text is laid out. */
const FIRST_FONT = /figtree-latin-wght-normal-.*\.woff2$/;

const preload = (attrs: Record<string, string | boolean>) => ({
  tag: 'link',
  attrs: { ...attrs, crossorigin: true },
  injectTo: 'head' as const,
});

/** Names the engine's chunks and the first font in the page, so that the browser fetches them beside the entry. */
export const preloadEngine = (): Plugin => ({
  name: 'tote-preload-engine',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const { entry, engine } = firstChunks(bundle);
      const font = Object.values(bundle).find(({ fileName }) => FIRST_FONT.test(fileName));
      if (!font) throw new Error('the first font is gone: has the file been renamed?');
      const scripts = [engine.fileName, ...engine.imports].filter(
        (file) => file !== entry.fileName && !entry.imports.includes(file),
      );
      return [
        preload({ rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font.fileName}` }),
        ...scripts.map((file) => preload({ rel: 'modulepreload', href: `/${file}` })),
      ];
    },
  },
});
