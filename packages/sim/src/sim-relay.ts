/** One relay: the real core on a disk that can fail. It can be stopped in good order, lose power and come back. */
import { createRelay, type Relay, type RelayLimits } from '@tote/server/core';
import type { VerifySignature } from '@tote/seal';
import type { Journal } from './journal.ts';
import type { Prng } from './prng.ts';
import { createRelayDisk, type RelayDisk } from './relay-disk.ts';
import type { RelayDoor } from './sim-socket.ts';
import type { FaultKind, Tally } from './tally.ts';
import type { Owner, VirtualClock } from './virtual-clock.ts';

/** A relay in a world. */
export interface SimRelay extends RelayDoor {
  readonly url: string;
  readonly host: string;
  readonly disk: RelayDisk;
  start(): Promise<void>;
  /** Stops in good order; it is down some time after this. */
  drain(): Promise<void>;
  /** The machine loses power. `unconfirmed` says what became of appends that the disk was busy with. */
  crash(unconfirmed: 'lost' | 'kept'): void;
  /** From its next start on it speaks this version of the protocol. */
  setProtocol(version: number): void;
  /** Ages everything stored, so that grace times end. */
  age(byMs: number): void;
  readonly connections: number;
  /** It was told to stop and has not come back since. */
  readonly draining: boolean;
}

/** A socket of which nothing was heard for this long is given up, as the real front's heartbeat does, in milliseconds. */
const SILENCE_MS_MAX = 40_000;
const SILENCE_CHECK_MS = 10_000;

/** Creates a relay that is down. */
export const createSimRelay = (deps: {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  readonly verify: VerifySignature;
  readonly limits: Partial<RelayLimits>;
  /** Time that the disk takes for a sync, in milliseconds. */
  readonly syncMs: { readonly low: number; readonly high: number };
  readonly complain: (who: string, what: string) => void;
}): SimRelay => {
  const { name, clock, journal, faults } = deps;
  const host = `${name}.sim:4680`;
  const random = deps.prng.stream('relay').bytes;
  let agedByMs = 0;
  let owner: Owner | undefined;
  let relay: Relay | undefined;
  let runs = 0;
  let draining = false;
  let protocol = 1;
  let nextProtocol = protocol;

  const disk = createRelayDisk({
    prng: deps.prng.stream('disk'),
    faults,
    nowMs: () => clock.nowMs,
    calendarMs: () => clock.nowMs + agedByMs,
    syncMs: deps.syncMs,
  });
  const goDown = () => {
    if (owner) clock.kill(owner);
    owner = relay = undefined;
    draining = false;
  };

  return {
    name,
    host,
    url: `ws://${host}/relay`,
    disk,
    get owner() {
      return owner;
    },
    get draining() {
      return draining;
    },
    get protocol() {
      return protocol;
    },
    setProtocol: (version) => {
      nextProtocol = version;
    },
    get connections() {
      return relay?.connections ?? 0;
    },
    accept: (socket) => {
      if (!relay) throw new Error('nobody can knock at a relay that is down');
      const connection = relay.connect(socket);
      let heardAtMs = clock.nowMs;
      let over = false;
      const end = () => {
        over = true;
        clearInterval(heartbeat);
      };
      const heartbeat = setInterval(() => {
        if (clock.nowMs - heardAtMs <= SILENCE_MS_MAX) return;
        end();
        socket.close(1006, 'nothing was heard');
        connection.closed();
      }, SILENCE_CHECK_MS);
      return {
        receive: (frame) => {
          heardAtMs = clock.nowMs;
          if (!over) connection.receive(frame);
        },
        drained: () => connection.drained(),
        isSeen: () => connection.isSeen(),
        closed: () => {
          end();
          connection.closed();
        },
      };
    },
    start: async () => {
      if (owner) return;
      const started: Owner = (owner = { name: `${name}#${++runs}`, clockErrorMs: 0 });
      protocol = nextProtocol;
      journal.note(name, 'starts', protocol);
      await clock.run(started, () => {
        relay = createRelay({
          store: disk.forProcess(),
          verify: deps.verify,
          random,
          nowMs: () => clock.nowMs,
          schedule: (run, delayMs) => {
            const timer = setTimeout(run, delayMs);
            return () => clearTimeout(timer);
          },
          limits: deps.limits,
          acceptsOrigin: (origin) => origin === host,
          onEvent: (event) => {
            journal.note(name, event.type, 'detail' in event ? event.detail : '');
            if (event.type === 'fault') deps.complain(name, event.detail);
            if (event.type === 'behind') faults.add('slow-reader');
          },
        });
      });
    },
    drain: async () => {
      const [stopping, stoppingRelay] = [owner, relay];
      if (!stopping || !stoppingRelay) return;
      if (draining) return;
      draining = true;
      journal.note(name, 'drains');
      await clock.run(stopping, () => {
        void stoppingRelay.drain().then(() => {
          if (owner === stopping) goDown();
        });
      });
    },
    crash: (unconfirmed) => {
      if (!owner) return;
      faults.add('relay-crashed');
      journal.note(name, 'crashes', `${disk.underWay} appends ${unconfirmed}`);
      disk.crash(unconfirmed);
      goDown();
    },
    age: (byMs) => {
      agedByMs += byMs;
      journal.note(name, 'ages', byMs);
    },
  };
};
