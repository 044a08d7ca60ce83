import { expect, it } from 'vitest';
import { openFilesMaxIn } from './open-files.ts';

it('[P3] the bound of open files is the soft one; none is no bound', () => {
  const limits = (soft: string) =>
    `Limit                     Soft Limit           Hard Limit           Units\nMax processes             31   31   processes\nMax open files            ${soft}                 1048576              files\n`;
  expect(openFilesMaxIn(limits('1024'))).toBe(1_024);
  expect(openFilesMaxIn(limits('unlimited'))).toBeUndefined();
  expect(openFilesMaxIn('')).toBeUndefined();
});
