import type { Plugin } from 'vite';

/** The chunk that holds documents, keys and sync; main.ts asks for it only once it runs itself. */
const ENGINE_CHUNK = 'engine';

/** Names the engine's chunks in the page, so that the browser fetches them beside the entry and not one after another. */
export const preloadEngine = (): Plugin => ({
  name: 'tote-preload-engine',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
      const engine = chunks.find((chunk) => chunk.isDynamicEntry && chunk.name === ENGINE_CHUNK);
      if (!engine) throw new Error('the engine chunk is gone: has its module been renamed or become a static import?');
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'index');
      const files = [engine.fileName, ...engine.imports].filter(
        (file) => file !== entry?.fileName && !entry?.imports.includes(file),
      );
      return files.map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
        injectTo: 'head' as const,
      }));
    },
  },
});
