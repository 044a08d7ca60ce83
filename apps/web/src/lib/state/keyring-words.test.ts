import { expect, test } from 'vitest';
import { calledById } from './keyring-words.ts';

const device = (id: string, name: string) => ({ id, name, publicKey: new Uint8Array(32) });

test('devices of one name are numbered, the same on each of them', () => {
  const [a, b, c, d] = [device('a', 'iPhone'), device('b', 'iPhone'), device('c', 'Laptop'), device('d', '')];
  const expected = ['iPhone', 'iPhone (2)', 'Laptop', 'A device'];
  for (const devices of [
    [a, b, c, d],
    [d, c, b, a],
  ]) {
    const called = calledById(devices, 'A device');
    expect(['a', 'b', 'c', 'd'].map((id) => called.get(id))).toEqual(expected);
  }
});
