import { expect, it } from 'vitest';
import { once } from './once.ts';

it('makes a value once, and tries again after a failure', async () => {
  let tries = 0;
  const get = once(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(tries);
  });
  await expect(get()).rejects.toThrow('no network');
  expect([await get(), await get(), tries]).toEqual([2, 2, 2]);
});
