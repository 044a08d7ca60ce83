/** What the page is told of a world: plain values, ready to be sent from the worker and drawn. */
import type { LineState, LoggedAction, RelayDeed, Role, Setup, SimRun } from './action.ts';

/** One visible line of one device's list. */
export interface ShownLine {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly note: string;
  /** What of an open line somebody took already. */
  readonly taken: string;
  readonly ticked: boolean;
  readonly tickedBy: readonly string[];
  readonly addedBy: readonly string[];
  readonly details: readonly string[];
}

/** One device, as it shows itself and as it looks inside. */
export interface DeviceFrame {
  readonly name: string;
  readonly role: Role;
  readonly isOpen: boolean;
  readonly isOnline: boolean;
  readonly diskFull: boolean;
  readonly clockErrorMs: number;
  /** What the device itself says: never more than it knows. */
  readonly local: 'saved' | 'saving' | 'failing';
  readonly relay: 'off' | 'connecting' | 'catching-up' | 'live' | 'refused';
  readonly waiting: number;
  readonly seenByOthers: boolean;
  readonly relayLostData: boolean;
  readonly lines: readonly ShownLine[];
  readonly notices: readonly string[];
  readonly isDeleted: boolean;
  readonly canEdit: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly emoji: string;
  readonly hex: string;
  /** Client id and clock, greatest clock first. */
  readonly stateVector: readonly (readonly [client: number, clock: number])[];
  readonly documentBytes: number;
  /** What came of the last act, where it says something. */
  readonly outcome: string;
}

/** A line between a device and a relay. */
export interface LineFrame {
  readonly name: string;
  readonly device: string;
  readonly relay: string;
  readonly state: LineState;
  readonly latencyMs: number;
  readonly isOpen: boolean;
}

/** One entry of a relay's log, as the relay sees it. */
export interface EntryFrame {
  readonly kind: string;
  readonly bytes: number;
  readonly hex: string;
}

/** One relay. */
export interface RelayFrame {
  readonly name: string;
  readonly isUp: boolean;
  readonly isDraining: boolean;
  readonly hasBackup: boolean;
  readonly entries: number;
  readonly bytes: number;
  readonly newest: readonly EntryFrame[];
  /** Names of lines that can be read in what it stores. There must be none. */
  readonly leaks: number;
}

/** A message on its way. */
export interface Flight {
  readonly id: number;
  readonly line: string;
  readonly direction: 'up' | 'down';
  readonly kind: FlightKind;
  readonly bytes: number;
  readonly sentAtMs: number;
  readonly dueAtMs: number;
}

/** What a message is about: changes, an answer to them, who is here, or the connection itself. */
export type FlightKind = 'change' | 'answer' | 'presence' | 'connection';

/** Something that happened, for the timeline. */
export interface LabEvent {
  readonly id: number;
  readonly atMs: number;
  readonly kind: 'act' | 'sent' | 'arrived' | 'lost' | 'merged' | 'trouble' | 'agreed';
  readonly who: string;
  readonly text: string;
}

/** Whether the devices agree. */
export interface Agreement {
  readonly isAgreed: boolean;
  /** Open devices that show what most show, and have nothing waiting. */
  readonly agreeing: number;
  readonly open: number;
  readonly of: number;
  readonly emoji: string;
  readonly hex: string;
  /** From the last act or trouble to agreement; undefined before the first time. */
  readonly tookMs: number | undefined;
  /** What has travelled since they last agreed. */
  readonly messages: number;
  readonly bytes: number;
}

/** What a world looks like now; `devices` may hold only those that changed since the frame before. */
export interface Frame {
  readonly nowMs: number;
  readonly devices: readonly DeviceFrame[];
  readonly relays: readonly RelayFrame[];
  readonly lines: readonly LineFrame[];
  readonly flights: readonly Flight[];
  readonly events: readonly LabEvent[];
  readonly agreement: Agreement;
  /** Actions that have happened. */
  readonly done: number;
  /** Step of the scenario that plays; -1 before the first. */
  readonly step: number;
  readonly violations: readonly string[];
}

/** A run: what a link carries. */
export interface Recording {
  readonly setup: Setup;
  readonly log: readonly LoggedAction[];
  /** It replays a simulated run instead: nobody can act in it. */
  readonly run?: SimRun | undefined;
}

/** What a relay may be told, by whether it runs. */
export const deedsOf = ({ isUp, hasBackup }: Pick<RelayFrame, 'isUp' | 'hasBackup'>): readonly RelayDeed[] =>
  isUp ? ['kill', 'stop', 'back-up', ...(hasBackup ? (['roll-back'] as const) : []), 'wipe'] : ['start', 'wipe'];
