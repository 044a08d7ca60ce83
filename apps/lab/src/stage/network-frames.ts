/** Lines and relays as they are drawn, and what a relay sees of a list. */
import { readEnvelopeKind } from '@tote/seal';
import type { Line, SimRelay, World } from '@tote/sim';
import { LINE_STATES, type LineState } from './action.ts';
import { endsOf } from './flights.ts';
import type { EntryFrame, LineFrame, RelayFrame } from './frame.ts';
import type { TroubleMaker } from './trouble.ts';

/** Newest entries of a log that are shown. */
const ENTRIES_SHOWN = 6;
/** Bytes of an entry that are shown, from behind its header: enough to see that there is nothing to see. */
const BYTES_SHOWN = 24;
const HEADER_BYTES = 3;

const stateOf = (line: Line): LineState => {
  const names = Object.keys(LINE_STATES) as LineState[];
  const like = names.find((name) => {
    const { up, down, dialling } = LINE_STATES[name];
    return line.up === up && line.down === down && line.dialling === dialling;
  });
  return like ?? 'stalls';
};

/** A line. */
export const lineFrameOf = (line: Line, connections: World['connections']): LineFrame => {
  const [device, relay] = endsOf(line.name, 'up');
  return {
    name: line.name,
    device,
    relay,
    state: stateOf(line),
    latencyMs: Math.round((line.latencyMs.low + line.latencyMs.high) / 2),
    isOpen: connections.some((connection) => connection.line === line && !connection.closed),
  };
};

const entryFrameOf = (envelope: Uint8Array): EntryFrame => ({
  kind: readEnvelopeKind(envelope) ?? 'unknown',
  bytes: envelope.length,
  hex: Array.from(envelope.subarray(HEADER_BYTES, HEADER_BYTES + BYTES_SHOWN), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join(' '),
});

/** Names shorter than this turn up in random bytes by chance. */
const WORD_LENGTH_MIN = 4;

const latin1 = new TextDecoder('latin1');
const utf8 = new TextEncoder();

/** How many of these words can be read in a log. */
export const leaksIn = (log: readonly Uint8Array[], words: readonly string[]): number => {
  const stored = log.map((envelope) => latin1.decode(envelope)).join('|');
  return words.filter((word) => word.length >= WORD_LENGTH_MIN && stored.includes(latin1.decode(utf8.encode(word))))
    .length;
};

const relayFrameOf = async (relay: SimRelay, hasBackup: boolean, words: readonly string[]): Promise<RelayFrame> => {
  const log = await relay.disk.log();
  return {
    name: relay.name,
    isUp: relay.owner !== undefined,
    isDraining: relay.draining,
    hasBackup,
    entries: log.length,
    bytes: log.reduce((sum, envelope) => sum + envelope.length, 0),
    newest: log.slice(-ENTRIES_SHOWN).reverse().map(entryFrameOf),
    leaks: leaksIn(log, words),
  };
};

/** Shows the relays; a log is read again only when it may have changed. */
export const createRelayBook = (
  world: () => World,
  backstage: () => Pick<TroubleMaker, 'hasBackup' | 'made'>,
): { frames(): Promise<readonly RelayFrame[]> } => {
  const shown = new Map<string, { readonly version: string; readonly frame: RelayFrame }>();
  const show = async (relay: SimRelay): Promise<RelayFrame> => {
    const { name, owner, draining, disk } = relay;
    const version = [owner?.name, draining, disk.everDurable.length, backstage().made].join(' ');
    const known = shown.get(name);
    if (known?.version === version) return known.frame;
    const words = world().devices.flatMap(({ session }) => session?.list.names() ?? []);
    const frame = await relayFrameOf(relay, backstage().hasBackup(name), words);
    shown.set(name, { version, frame });
    return frame;
  };
  return { frames: () => Promise.all(world().relays.map(show)) };
};
