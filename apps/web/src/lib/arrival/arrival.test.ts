import { describe, expect, it } from 'vitest';
import { createArrival, fragmentOf } from './arrival.ts';

const browser = (pathname: string, hash: string) => {
  const kept = new Map<string, string>();
  const replaced: string[] = [];
  return {
    kept,
    replaced,
    deps: {
      location: { pathname, hash },
      history: {
        replaceState: (_data: unknown, _unused: string, url?: string | URL | null) => {
          replaced.push(String(url));
        },
      },
      storage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => {
          kept.set(key, value);
        },
        removeItem: (key: string) => {
          kept.delete(key);
        },
      },
    },
  };
};

describe('a link that arrives', () => {
  it('is stored for the tab and removed from the address bar', () => {
    const { deps, kept, replaced } = browser('/join', '#secret');
    expect(createArrival(deps).take()).toBe(true);
    expect([...kept.values()]).toEqual(['secret']);
    expect(replaced).toEqual(['/join']);
  });

  it('leaves the address bar too where somebody put a slash before it', () => {
    const { deps, kept, replaced } = browser('/join/', '#secret');
    expect(createArrival(deps).take()).toBe(true);
    expect([[...kept.values()], replaced]).toEqual([['secret'], ['/join']]);
  });

  it('still waits after a reload, until it was answered', () => {
    const { deps } = browser('/join', '#secret');
    createArrival(deps).take();
    const reloaded = createArrival({ ...deps, location: { pathname: '/join', hash: '' } });
    expect(reloaded.take()).toBe(false);
    expect(reloaded.pending).toBe('secret');
    reloaded.forget();
    expect(createArrival({ ...deps, location: { pathname: '/join', hash: '' } }).pending).toBeUndefined();
  });

  it('is taken even where the browser refuses storage', () => {
    const { deps, replaced } = browser('/join', '#secret');
    const arrival = createArrival({ ...deps, storage: undefined });
    arrival.take();
    expect(arrival.pending).toBe('secret');
    expect(replaced).toEqual(['/join']);
  });

  it('leaves the fragments of other screens alone', () => {
    const { deps, replaced } = browser('/', '#somewhere');
    expect(createArrival(deps).take()).toBe(false);
    expect(replaced).toEqual([]);
  });

  it('is found in a whole pasted address and in a bare fragment', () => {
    expect(fragmentOf(' https://tote.example/join#abc ')).toBe('abc');
    expect(fragmentOf('abc')).toBe('abc');
  });

  it.each(['.', ')', '>', '…', '%20', '\u200b', '?utm_source=x', '&u=1#2', ' See you!\nAnn'])(
    'ends where a messenger put "%s" behind it',
    (tail) => {
      expect(fragmentOf(`#a-b_c${tail}`)).toBe('a-b_c');
    },
  );

  it('is nothing where no link could be', () => {
    expect(fragmentOf('#/cats/and/dogs')).toBe('');
  });
});
