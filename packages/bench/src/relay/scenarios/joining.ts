/** Joining: being there, coming for the first time, coming back. */
import { setTimeout as pause } from 'node:timers/promises';
import { makeToteKeys } from '../devices/tote-device.ts';
import { closeAll, connectAll, ignore, until, type Scenario } from './load.ts';

const TOTE = 'Tote';
const BARE = 'bare';
const Y_WEBSOCKET = 'y-websocket (no';
/** Lists that each device of {@link idle} follows in the end, beside its first: as many as a household has, and few enough to wait for. */
const FURTHER_LISTS = 4;
/** As much as one writes on a paper: number, name, amount, remark. */
const LINES = { linesMax: 200, text: 'Kartoffeln, festkochend, 2 kg (die kleinen)' } as const;
/** Edits of a history that are on their way at once. */
const AHEAD_MAX = 500;
/** Hocuspocus stores two seconds after the last edit. */
const STORED_MS = 2_500;
const EDITS_OFF_LINE = 5;
/** Of {@link joins}: so many as a part of those that count come before them, and a pause in which the server is done with their going. */
const WARM_UP_PART = 0.3;
const WARM_UP_MS = 1_000;
/** On their way at once: enough that neither side waits for the other. */
const JOINING = 200;

/** Lists of one device in {@link joinsOnSockets}; with the first one below what an address and a socket may open at once. */
const LISTS_PER_SOCKET = 50;

/**
 * Devices that open their lists, one after the other, at a server that has seen some: its first seconds are those of a just-in-time
 * compiler. The bare broadcaster shows what the sockets alone cost.
 */
export const joins: Scenario = {
  name: 'joins, each its own list',
  rivals: [TOTE, Y_WEBSOCKET, 'Hocuspocus (no', BARE],
  run: async ({ host, cpuMs }, { openDevice }, { joins: count }) => {
    const warmUp = count * WARM_UP_PART;
    await makeToteKeys(warmUp + count);
    closeAll(await connectAll(warmUp, (list) => openDevice({ host, list, onValues: ignore })));
    await pause(WARM_UP_MS);
    const [cpuBefore, start] = [cpuMs(), performance.now()];
    const devices = await connectAll(
      count,
      (list) => openDevice({ host, list: warmUp + list, onValues: ignore }),
      JOINING,
    );
    const took = (performance.now() - start) / 1_000;
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    // The load side may be the slower one: what the server's processor would do at most is the second figure.
    return { 'joins per second': count / took, 'joins per second of server CPU': (count * 1_000) / cpu };
  },
};

/** Devices whose socket stands open lists on it: a proof each, no TCP and no upgrade. Only Tote has such a thing. */
export const joinsOnSockets: Scenario = {
  name: 'joins on sockets that stand',
  rivals: [TOTE],
  run: async ({ host, cpuMs }, { openDevice }, { joins: count }) => {
    const sockets = Math.ceil(count / LISTS_PER_SOCKET);
    await makeToteKeys(sockets + count);
    const devices = await connectAll(sockets, (list) => openDevice({ host, list, onValues: ignore }));
    const [cpuBefore, start] = [cpuMs(), performance.now()];
    await Promise.all(
      devices.map(async (device, socket) => {
        for (let list = socket; list < count; list += sockets) await device.followMore?.(sockets + list);
      }),
    );
    const took = (performance.now() - start) / 1_000;
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    return { 'joins per second': count / took, 'joins per second of server CPU': (count * 1_000) / cpu };
  },
};

/** Devices that are there and say nothing; then each follows a few lists more. All is measured at rest. */
export const idle: Scenario = {
  name: 'idle connections, each its own list',
  rivals: [TOTE, Y_WEBSOCKET],
  run: async ({ host, cpuMs, residentBytes }, { openDevice }, { idle: count, seconds, restSeconds }) => {
    await makeToteKeys((1 + FURTHER_LISTS) * count);
    const rest = () => pause(restSeconds * 1_000);
    // A first few, so that what the server makes once for all is not counted.
    closeAll(await connectAll(100, (list) => openDevice({ host, list, onValues: ignore })));
    const before = residentBytes();
    const devices = await connectAll(count, (list) => openDevice({ host, list, onValues: ignore }));
    await rest();
    const connected = residentBytes();
    const idleSeconds = 4 * seconds; // processor time comes in steps of 10 ms
    const cpuBefore = cpuMs();
    await pause(idleSeconds * 1_000);
    const cpu = (cpuMs() - cpuBefore) / idleSeconds;
    if (devices[0]?.followMore) {
      for (let more = 1; more <= FURTHER_LISTS; more += 1)
        for (const [index, device] of devices.entries()) await device.followMore?.(more * count + index);
      await rest();
    }
    const perList = (residentBytes() - connected) / count / FURTHER_LISTS / 1_024;
    closeAll(devices);
    return {
      'KiB per connection': (connected - before) / count / 1_024,
      ...(devices[0]?.followMore && { 'KiB per further list': perList }),
      'CPU of all, ms per second': cpu,
    };
  },
};

/** The first device of a list that has a long history, at a server that has just started. */
export const coldJoin: Scenario = {
  name: 'cold join, 200 lines after a long history',
  rivals: [TOTE, 'y-websocket with', 'Hocuspocus with'],
  run: async ({ host, restart }, { openDevice }, { history }) => {
    let seen = 0;
    const reader = await openDevice({ host, list: 0, onValues: ({ length }) => (seen += length) });
    const writer = await openDevice({ host, list: 0, onValues: ignore, lines: LINES });
    for (let made = 0; made < history; made += 1) {
      if (made - seen > AHEAD_MAX) await until(() => made - seen < AHEAD_MAX / 2, 'the history');
      writer.edit(made);
    }
    await pause(STORED_MS);
    await writer.tidy?.();
    closeAll([reader, writer]);
    await pause(STORED_MS);
    await restart();
    const lines = new Set<number>();
    const start = performance.now();
    const onValues = (values: readonly number[]): void => values.forEach((value) => lines.add(value));
    const joined = await openDevice({ host, list: 0, onValues });
    await until(() => lines.size >= LINES.linesMax, 'all lines');
    const ms = performance.now() - start;
    const bytes = joined.receivedBytes();
    joined.close();
    return { ms, 'KB received': bytes / 1_000 };
  },
};

/** A network that comes back: everybody at once, with what was edited meanwhile. Two devices a list. */
export const returning: Scenario = {
  name: `devices back at once, ${EDITS_OFF_LINE} edits each`,
  rivals: [TOTE, Y_WEBSOCKET, 'Hocuspocus with'],
  run: async ({ host, cpuMs }, { openDevice }, { returning: count }) => {
    await makeToteKeys(count / 2);
    closeAll(await connectAll(count, (index) => openDevice({ host, list: index >> 1, onValues: ignore })));
    const missing = Array.from({ length: count }, (_, index) => {
      const partner = index ^ 1;
      return new Set(Array.from({ length: EDITS_OFF_LINE }, (__, edit) => partner * EDITS_OFF_LINE + edit));
    });
    const [cpuBefore, start] = [cpuMs(), performance.now()];
    const devices = await connectAll(
      count,
      (index) =>
        openDevice({
          host,
          list: index >> 1,
          onValues: (values) => values.forEach((value) => missing[index]?.delete(value)),
          offLine: Array.from({ length: EDITS_OFF_LINE }, (_, edit) => index * EDITS_OFF_LINE + edit),
        }),
      count,
    );
    await until(() => missing.every(({ size }) => size === 0), 'all edits');
    const ms = performance.now() - start;
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    return { 'ms until converged': ms, 'server CPU, ms': cpu };
  },
};
