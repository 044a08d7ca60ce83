import type { Plugin } from 'vite';

/** In the chunk that holds documents, keys and sync; main.ts asks for it only once it runs itself. */
const ENGINE_MODULE = /\/src\/lib\/engine\/engine\.ts$/;

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
    handler(_html, { bundle }) {
      const outputs = Object.values(bundle ?? {});
      const chunks = outputs.filter((output) => output.type === 'chunk');
      const engine = chunks.find(({ moduleIds }) => moduleIds.some((id) => ENGINE_MODULE.test(id)));
      const font = outputs.find(({ fileName }) => FIRST_FONT.test(fileName));
      if (!engine || !font) throw new Error('the engine chunk or the first font is gone: has a file been renamed?');
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'index');
      const scripts = [engine.fileName, ...engine.imports].filter(
        (file) => file !== entry?.fileName && !entry?.imports.includes(file),
      );
      return [
        preload({ rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font.fileName}` }),
        ...scripts.map((file) => preload({ rel: 'modulepreload', href: `/${file}` })),
      ];
    },
  },
});
