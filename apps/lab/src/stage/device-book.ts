/** Devices as they show themselves and as they look inside; only those that changed are shown again. */
import { visibleBytes, type DeviceId, type ListView, type ToteList } from '@tote/list';
import { fingerprint, type Fingerprint } from '@tote/seal';
import type { Session, SimDevice, World } from '@tote/sim';
import * as Y from 'yjs';
import type { Stand } from './agreement.ts';
import type { DeviceFrame } from './frame.ts';
import { showView } from './show-list.ts';

/** Clients of a state vector that are shown. */
const CLIENTS_SHOWN = 6;

/** An open list, and the name by which its document knows the device. */
export interface LabList {
  readonly tote: ToteList;
  readonly id: DeviceId;
}

/** Account of all devices of a world. */
export interface DeviceBook {
  /** The document of an open app changed. */
  changed(doc: Y.Doc): void;
  noteOutcome(device: string, outcome: string): void;
  stands(): readonly (Stand | undefined)[];
  /** Devices that changed since the last call. */
  changes(): readonly DeviceFrame[];
  /** All devices. */
  all(): readonly DeviceFrame[];
}

const stateVectorOf = (doc: Y.Doc): readonly (readonly [number, number])[] =>
  [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort((a, b) => b[1] - a[1] || a[0] - b[0]);

const OFF = {
  local: 'saved',
  relay: 'off',
  waiting: 0,
  seenByOthers: false,
  relayLostData: false,
  lines: [],
  notices: [],
  isDeleted: false,
  canEdit: false,
  canUndo: false,
  canRedo: false,
  emoji: '',
  hex: '',
  stateVector: [],
  documentBytes: 0,
} as const satisfies Partial<DeviceFrame>;

/** Creates the account. */
export const createDeviceBook = ({
  world,
  listOf,
  clockErrorMs,
}: {
  readonly world: () => World;
  readonly listOf: (doc: Y.Doc) => LabList | undefined;
  readonly clockErrorMs: (device: string) => number;
}): DeviceBook => {
  const versions = new WeakMap<Y.Doc, number>();
  const marks = new WeakMap<ListView, Fingerprint>();
  const outcomes = new Map<string, string>();
  const shownAs = new Map<string, string>();

  const markOf = (session: Session, list: ToteList): Fingerprint => {
    const mark = marks.get(list.view) ?? fingerprint(session.keys, visibleBytes(list.view));
    marks.set(list.view, mark);
    return mark;
  };
  const isOnline = ({ name }: SimDevice) =>
    world().lines.some(
      (line) => line.name.startsWith(`${name}-`) && (line.up || line.down) && line.dialling === 'works',
    );

  const outside = (device: SimDevice) => ({
    name: device.name,
    role: device.keys.role,
    isOpen: device.session !== undefined,
    isOnline: isOnline(device),
    diskFull: device.diskFull,
    clockErrorMs: clockErrorMs(device.name),
    outcome: outcomes.get(device.name) ?? '',
  });
  const saysOf = ({ replica }: Session) => {
    const { local, relay, waiting, seenByOthers, relayLostData } = replica.status;
    return { local: local.state, relay, waiting, seenByOthers, relayLostData };
  };
  const frameOf = (device: SimDevice): DeviceFrame => {
    const { session } = device;
    const list = session && listOf(session.replica.doc);
    if (!list) return { ...outside(device), ...OFF };
    const { emoji, hex } = markOf(session, list.tote);
    const { doc } = session.replica;
    return {
      ...outside(device),
      ...saysOf(session),
      ...showView(list.tote.view, list.id),
      canEdit: list.tote.canEdit,
      canUndo: list.tote.canUndo,
      canRedo: list.tote.canRedo,
      emoji: emoji.join(' '),
      hex,
      stateVector: stateVectorOf(doc).slice(0, CLIENTS_SHOWN),
      documentBytes: Y.encodeStateAsUpdate(doc).length,
    };
  };
  /** Changes whenever the frame of the device would. */
  const versionOf = (device: SimDevice): string => {
    const { session } = device;
    const inside = session && [session.owner.name, versions.get(session.replica.doc) ?? 0, saysOf(session)];
    return JSON.stringify([outside(device), inside]);
  };

  return {
    changed: (doc) => versions.set(doc, (versions.get(doc) ?? 0) + 1),
    noteOutcome: (device, outcome) => outcomes.set(device, outcome),
    stands: () =>
      world().devices.map(({ session }) => {
        const list = session && listOf(session.replica.doc);
        if (!list) return undefined;
        const { emoji, hex } = markOf(session, list.tote);
        const seen = stateVectorOf(session.replica.doc).map(String).join(' ');
        return { hex, emoji: emoji.join(' '), seen, waiting: session.replica.status.waiting };
      }),
    all: () => world().devices.map(frameOf),
    changes: () =>
      world()
        .devices.filter((device) => {
          const version = versionOf(device);
          const isNew = shownAs.get(device.name) !== version;
          shownAs.set(device.name, version);
          return isNew;
        })
        .map(frameOf),
  };
};
