import '@tote/sim';
import { describe, expect, it } from 'vitest';
import { setupWith, type Action } from './action.ts';
import { lineText } from './line-text.ts';
import { leaksIn } from './network-frames.ts';
import { createPlayer, type Player } from './player.ts';
import { createLabSeals } from './lab-seals.ts';

const seals = await createLabSeals();
const SEED = '5eed5eed5eed5eed';
const begin = (count = 3): Promise<Player> =>
  createPlayer({ setup: setupWith(SEED, { count, relays: 2 }), log: [] }, seals);
const add = (device: string, text: string): Action => ({ type: 'act', device, act: { do: 'add', text } });

/** What does not depend on when one looked. */
const pictureOf = async (player: Player) => {
  const { devices, relays, lines, agreement, nowMs } = await player.peek();
  return { devices, relays, lines, agreement, nowMs };
};

describe('a player', () => {
  it('[L1] [L2] shows the same world again after chaos, in small steps, in one, and from a copy of the recording', async () => {
    const player = await begin();
    player.setChaos(true);
    for (let turn = 0; turn < 500; turn += 1) await player.play(17, () => turn % 7 === 0);
    player.setChaos(false);
    await player.act({ type: 'heal' });
    await player.play(30_000);
    const end = await pictureOf(player);
    const { recording, nowMs } = player;
    expect(recording.log.length).toBeGreaterThan(8);
    expect(end.agreement.isAgreed).toBe(true);

    await player.seek(nowMs);
    expect(await pictureOf(player)).toEqual(end);

    const other = await begin(2);
    await other.load(JSON.parse(JSON.stringify(recording)) as typeof recording, {});
    for (let turn = 0; other.nowMs < nowMs; turn += 1) await other.play(Math.min(333 + turn, nowMs - other.nowMs));
    expect(await pictureOf(other)).toEqual(end);
  });

  it('[L2] acting in the past forgets the future', async () => {
    const player = await begin();
    await player.act(add('Ann', 'tea'));
    await player.play(4_000);
    await player.act(add('Ben', 'plums'));
    await player.play(4_000);
    await player.seek(2_000);
    await player.act(add('Cleo', 'salt'));
    await player.play(6_000);
    expect(player.recording.log.map(({ atMs }) => atMs)).toEqual([0, 2_000]);
    const { devices } = await player.peek();
    expect(devices.map(({ lines }) => lines.at(-1)?.name)).toEqual(['salt', 'salt', 'salt']);
  });

  it('[L2] stands at each thing that happens, one step after the other', async () => {
    const player = await begin();
    await player.act(add('Ann', 'tea'));
    await player.frame();
    for (let step = 0; step < 5; step += 1) {
      await player.step();
      expect((await player.frame()).events.length).toBeGreaterThan(0);
    }
    expect(player.nowMs).toBeLessThan(5_000);
  });

  it('[L3] calls people by name who joined late or lost all that was stored', async () => {
    const player = await begin(2);
    await player.act({ type: 'join', name: 'Cleo', role: 'edit' });
    await player.act({ type: 'device', device: 'Ben', deed: 'wipe' });
    await player.act({ type: 'device', device: 'Ben', deed: 'open' });
    await player.play(5_000);
    for (const name of ['Ben', 'Cleo']) await player.act(add(name, 'tea'));
    await player.play(5_000);
    const { devices } = await player.peek();
    for (const { lines } of devices)
      expect(lines.find(({ name }) => name === 'tea')?.addedBy.toSorted()).toEqual(['Ben', 'Cleo']);
  });

  it('[L4] the message that an act sends at once counts', async () => {
    const player = await begin(2);
    await player.act(add('Ann', 'tea'));
    expect((await player.peek()).agreement.messages).toBeGreaterThan(0);
  });

  it('[L4] a device that is off does not agree, and the cost counts what travelled since', async () => {
    const player = await begin();
    await player.act({ type: 'device', device: 'Ben', deed: 'crash' });
    await player.act(add('Ann', 'tea'));
    await player.play(5_000);
    const apart = (await player.peek()).agreement;
    expect(apart).toMatchObject({ isAgreed: false, agreeing: 2, open: 2, of: 3 });
    expect(apart.messages).toBeGreaterThan(0);
    await player.act({ type: 'device', device: 'Ben', deed: 'open' });
    await player.play(20_000);
    const { agreement, devices } = await player.peek();
    expect(agreement).toMatchObject({ isAgreed: true, agreeing: 3 });
    expect(agreement.messages).toBeGreaterThan(apart.messages);
    for (const { lines } of devices) expect(lines.map(lineText).at(-1)).toBe('[ ] tea');
  });
});

it('a word in the open would be found in a relay’s log', () => {
  const log = [new Uint8Array([1, 2, 3]), new TextEncoder().encode('…caviar…')];
  expect(leaksIn(log, ['caviar', 'bread'])).toBe(1);
});
