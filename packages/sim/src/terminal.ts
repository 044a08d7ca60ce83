/** What a terminal may do to a batch: no room for its report, and a reader who has seen enough. */
import { closeSync, openSync } from 'node:fs';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Why nothing can be written there, in words; undefined if it can. Asked before a batch, which may take hours. */
export const whyNotWritable = (file: string): string | undefined => {
  try {
    closeSync(openSync(file, 'a'));
    return undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return `there is no folder for ${file}`;
    return `cannot write ${file} (${String(codeOf(error))})`;
  }
};

/** Ends when nobody reads any more, as `head` does after some lines of a trace. Any other failure is an error. */
export const endWhenCut = (output: NodeJS.WritableStream, end: () => void): void => {
  output.on('error', (error) => {
    if (codeOf(error) !== 'EPIPE') throw error;
    end();
  });
};
