import type { Rolldown } from 'vite';

const ENGINE_MODULE = /\/src\/lib\/engine\/engine\.ts$/;

/** The two chunks of the first view. */
export interface FirstChunks {
  /** What the page itself loads. */
  readonly entry: Rolldown.OutputChunk;
  /** Holds documents, keys and sync; main.ts asks for it only once it runs itself. */
  readonly engine: Rolldown.OutputChunk;
}

/** Finds them in the app's build. Throws an Error when one is gone. */
export const firstChunks = (bundle: Rolldown.OutputBundle): FirstChunks => {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const entry = chunks.find(({ isEntry, name }) => isEntry && name === 'index');
  const engine = chunks.find(({ moduleIds }) => moduleIds.some((id) => ENGINE_MODULE.test(id)));
  if (!entry || !engine) throw new Error('the entry or the engine chunk is gone: has a file been renamed?');
  return { entry, engine };
};
