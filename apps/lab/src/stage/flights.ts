/** Messages on their way, and what each is about: the network as it is drawn. */
import type { ParcelNews } from '@tote/sim';
import { decodeClientFrame, decodeRelayFrame, type ClientFrame, type RelayFrame } from '@tote/wire';
import type { Flight, FlightKind, LabEvent } from './frame.ts';

type FrameType = ClientFrame['type'] | RelayFrame['type'];

/** What each frame of the protocol is about, and in words. */
const FRAMES: Readonly<Record<FrameType, readonly [FlightKind, string]>> = {
  hello: ['connection', 'asks for a challenge'],
  challenge: ['connection', 'a challenge'],
  open: ['connection', 'the proof that it may'],
  opened: ['connection', 'the door is open'],
  close: ['connection', 'leaves the list'],
  closed: ['connection', 'the list is closed'],
  ping: ['connection', 'are you there?'],
  pong: ['connection', 'I am here'],
  append: ['change', 'changes'],
  snapshot: ['change', 'a snapshot'],
  entries: ['change', 'changes'],
  'snapshot-noted': ['answer', 'a snapshot is there'],
  ack: ['answer', 'safely stored'],
  refused: ['answer', 'refused'],
  'caught-up': ['answer', 'that was all'],
  presence: ['presence', 'who is here'],
  'peer-joined': ['presence', 'somebody came'],
  'peer-left': ['presence', 'somebody left'],
};

const readParcel = ({ parcel, direction }: ParcelNews): { kind: FlightKind; bytes: number; text: string } => {
  if (parcel.type !== 'frame')
    return { kind: 'connection', bytes: 0, text: parcel.type === 'opened' ? 'a connection' : 'goodbye' };
  const { frame } = parcel;
  const decoded = direction === 'up' ? decodeClientFrame(frame) : decodeRelayFrame(frame);
  if (!decoded.ok) return { kind: 'connection', bytes: frame.length, text: 'something unreadable' };
  const [kind, text] = FRAMES[decoded.value.type];
  return { kind, bytes: frame.length, text };
};

/** Who sends and who receives on a line. */
export const endsOf = (line: string, direction: 'up' | 'down'): readonly [from: string, to: string] => {
  const cut = line.lastIndexOf('-');
  const [device, relay] = [line.slice(0, cut), line.slice(cut + 1)];
  return direction === 'up' ? [device, relay] : [relay, device];
};

/** Keeps account of the messages on their way. */
export interface FlightBook {
  readonly flights: Iterable<Flight>;
  hear(news: ParcelNews): void;
}

/** Creates the account. `tell` hears of every sending, arrival and loss; `nowMs` is the lab's clock. */
export const createFlightBook = (deps: {
  readonly nowMs: () => number;
  readonly bornAtMs: () => number;
  readonly tell: (event: Pick<LabEvent, 'kind' | 'who' | 'text'>) => void;
}): FlightBook => {
  const byParcel = new Map<ParcelNews['parcel'], Flight & { readonly text: string }>();
  let made = 0;
  return {
    get flights() {
      return byParcel.values();
    },
    hear: (news) => {
      const { what, parcel, line, direction, dueAtMs } = news;
      const [from, to] = endsOf(line, direction);
      if (what === 'sent') {
        const { kind, bytes, text } = readParcel(news);
        byParcel.set(parcel, {
          id: (made += 1),
          line,
          direction,
          kind,
          bytes,
          text,
          sentAtMs: deps.nowMs(),
          dueAtMs: dueAtMs - deps.bornAtMs(),
        });
        deps.tell({ kind: 'sent', who: from, text: `→ ${to}: ${text}, ${bytes} B` });
        return;
      }
      const flight = byParcel.get(parcel);
      byParcel.delete(parcel);
      if (!flight) return;
      if (what === 'arrived')
        deps.tell({ kind: 'arrived', who: to, text: `← ${from}: ${flight.text}, ${flight.bytes} B` });
      else deps.tell({ kind: 'lost', who: to, text: `lost on the way from ${from}: ${flight.text}` });
    },
  };
};
