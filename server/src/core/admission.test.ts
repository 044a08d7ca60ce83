import { random } from '../testing/random.ts';
import { expect, it } from 'vitest';
import { listNameOf } from './admission.ts';

it('a list is named by base64url of its id', () => {
  for (const listId of [
    new Uint8Array(32),
    new Uint8Array(32).fill(0xff),
    ...Array.from({ length: 50 }, () => random(32)),
  ])
    expect(listNameOf(listId)).toBe(Buffer.from(listId).toString('base64url'));
});
