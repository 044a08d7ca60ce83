import { describe, expect, it, vi } from 'vitest';
import { createHandClock } from '../testing/hand-clock.ts';
import { createTestList } from '../testing/opened-list.ts';
import { ListSafety } from './list-safety.svelte.ts';

const setUp = () => {
  const clock = createHandClock();
  const test = createTestList();
  const safety = new ListSafety(test.opened, clock.schedule, () => undefined);
  return { ...test, clock, safety };
};

describe('how safe a list is', () => {
  it.each([
    [{ relay: 'live', waiting: 0 }, 'at-relay'],
    [{ relay: 'live', waiting: 1 }, 'waiting'],
    [{ relay: 'connecting', waiting: 0 }, 'saved'],
    [{ relay: 'catching-up', waiting: 0 }, 'saved'],
    [{ relay: 'connecting', waiting: 2 }, 'waiting'],
    [{ relay: 'live', waiting: 0, local: { state: 'failing', reason: 'full' } }, 'failing'],
    [{ relay: 'refused', waiting: 1 }, 'failing'],
  ] as const)('%j is "%s"', (status, sync) => {
    const { safety, setStatus } = setUp();
    setStatus(status);
    expect(safety.sync).toBe(sync);
  });

  it('does not flicker while the relay answers, and says "waiting" when it takes long', () => {
    const { safety, setStatus, clock } = setUp();
    setStatus({ waiting: 1 });
    expect([safety.sync, safety.shownSync]).toEqual(['waiting', 'at-relay']);
    setStatus({ waiting: 0 });
    clock.pass(2_000);
    expect(safety.shownSync).toBe('at-relay');
    setStatus({ waiting: 1 });
    clock.pass(901);
    expect(safety.shownSync).toBe('waiting');
  });

  it('says "waiting" at once when the relay is away', () => {
    const { safety, setStatus } = setUp();
    setStatus({ relay: 'connecting' });
    setStatus({ waiting: 1 });
    expect(safety.shownSync).toBe('waiting');
  });

  it('marks the lines that wait until nothing waits', () => {
    const { safety, setStatus, opened } = setUp();
    const [lineId] = opened.list.add('milk').lineIds;
    if (lineId === undefined) throw new Error('milk was not added');
    setStatus({ relay: 'connecting', waiting: 1 });
    const milk = { itemIds: [lineId] };
    safety.noteOwnChange([lineId]);
    expect(safety.isUnsent(milk)).toBe(true);
    setStatus({ relay: 'live', waiting: 0 });
    expect(safety.isUnsent(milk)).toBe(false);
    setStatus({ relay: 'connecting', waiting: 1 });
    expect(safety.isUnsent(milk)).toBe(false);
  });
});

describe('devices here', () => {
  it('agree when they show the same fingerprint, and what they say of themselves is not trusted', async () => {
    const { safety, setPresence, clock } = setUp();
    clock.pass(200);
    await vi.waitUntil(() => safety.fingerprint);
    const hex = safety.fingerprint?.hex;
    const states = [
      { name: 'Ben', fingerprint: hex, shopping: true },
      { name: 'x'.repeat(500), fingerprint: 'ffffffff', shopping: 'yes' },
      { name: 7, fingerprint: {} },
    ];
    setPresence(
      states.map((state, i) => ({ session: i + 1, device: undefined, state, seen: undefined, lacks: undefined })),
    );
    expect(safety.devices).toEqual([
      { session: 1, name: 'Ben', isShopping: true, agrees: true },
      { session: 2, name: 'x'.repeat(40), isShopping: false, agrees: false },
      { session: 3, name: '', isShopping: false, agrees: undefined },
    ]);
  });

  it('are not this one in another tab, and each is one however many tabs it has', () => {
    const { safety, setPresence, opened } = setUp();
    const says = (session: number, device: string | undefined, name: string) =>
      ({ session, device, state: { name }, seen: undefined, lacks: undefined }) as const;
    setPresence([
      says(1, opened.device, 'I'),
      says(2, 'phone', 'Ben'),
      says(3, undefined, 'Cleo'),
      says(4, 'phone', 'Ben'),
      says(5, undefined, 'Dan'),
    ]);
    expect(safety.devices.map(({ name }) => name)).toEqual(['Ben', 'Cleo', 'Dan']);
  });
});
