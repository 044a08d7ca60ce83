/**
 * Naive ways to keep one list on several devices, as programs are often written. Each gets the very acts that our devices
 * got, over lines that carry when ours did, so that the difference is the merging and nothing else.
 */
import type { Act } from '../stage/action.ts';

/** One device's copy. `Message` is whatever this rival sends. */
export interface RivalReplica<Message> {
  /** Does something here; the answer goes to the server, now or with `hello`. */
  act(act: Act, clockMs: number): Message | undefined;
  take(message: Message): void;
  /** What it has to say when it comes on-line. */
  hello(): readonly Message[];
  /** Rows as text, in the form of our own. */
  rows(): readonly string[];
}

/** The server of a rival. */
export interface RivalServer<Message> {
  /** What everybody is told, and what only the sender is. */
  take(message: Message): { readonly toAll?: Message | undefined; readonly toSender?: Message | undefined };
  /** What a device that comes on-line is told. */
  welcome(): Message | undefined;
  /** All it has, for a backup. */
  save(): () => void;
  wipe(): void;
}

/** A naive way of merging. */
export interface Rival<Message> {
  readonly id: string;
  readonly title: string;
  readonly how: string;
  replica(device: string, lines: readonly string[]): RivalReplica<Message>;
  server(lines: readonly string[]): RivalServer<Message>;
}
