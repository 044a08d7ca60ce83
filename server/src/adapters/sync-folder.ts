import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes what a file holds durable. */
export const syncFile = (path: string): void => {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
};

/** Makes names that came into a folder, or went, durable, where the system can. */
export const syncFolder = (folder: string): void => {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // Windows does not open folders; there a name is durable with the file system's next own journal write.
  }
};
