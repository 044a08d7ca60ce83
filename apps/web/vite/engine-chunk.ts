import type { Rolldown } from 'vite';

const ENGINE_MODULE = /\/src\/lib\/engine\/engine\.ts$/;

/** The chunk that holds documents, keys and sync; main.ts asks for it only once it runs itself. */
export const engineChunk = (bundle: Rolldown.OutputBundle): Rolldown.OutputChunk => {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const engine = chunks.find(({ moduleIds }) => moduleIds.some((id) => ENGINE_MODULE.test(id)));
  if (!engine) throw new Error('the engine chunk is gone: has a file been renamed?');
  return engine;
};
