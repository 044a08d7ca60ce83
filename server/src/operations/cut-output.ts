/** A command whose reader has seen enough, as `head` has after some lines. */
import { errorCode } from '../adapters/error-detail.ts';

/** Calls `end` when nobody reads the output any more. Any other failure of it is an error. */
export const endWhenCut = (output: NodeJS.WritableStream, end: () => void): void => {
  output.on('error', (error) => {
    if (errorCode(error) !== 'EPIPE') throw error;
    end();
  });
};
