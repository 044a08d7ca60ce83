import { describe, expect, it } from 'vitest';
import { listPath, routeFromPath } from './router.svelte.ts';

describe('addresses', () => {
  it.each([
    ['/', { name: 'home' }],
    ['/join', { name: 'join' }],
    [listPath('k3v9m2q1'), { name: 'list', localId: 'k3v9m2q1' }],
    ['/l/', { name: 'unknown' }],
    ['/l/../join', { name: 'unknown' }],
    ['/elsewhere', { name: 'unknown' }],
  ])('%s', (path, route) => {
    expect(routeFromPath(path)).toEqual(route);
  });
});
