import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-detail.ts';

/**
 * Makes a folder and those above it that are missing, or throws. One by one, since Node's `recursive` asks for ever where
 * a folder that is there says of a new child that it is not (below /proc). Nobody else on the machine needs to see even sealed data.
 */
export const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody else made it meanwhile, or it leads nowhere, which its first use says.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
};
