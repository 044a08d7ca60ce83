/** A relay over a WebSocket: one line for all lists, and a link for each replica. */
import type { ListSeal } from './list-seal.ts';
import type { Relay } from './relay.ts';
import { createRelayLine, type RelayLineDeps } from './relay-line.ts';
import { createRelayLink } from './relay-link.ts';

/** A relay that is reached directly. */
export interface RelayConnection {
  readonly url: string;
  /** Host and port as dialled: what proofs of access are bound to. */
  readonly origin: string;
  /** The relay as the replica of this list sees it. */
  forList(seal: ListSeal): Relay;
  /** Asks for a sign of life now. */
  probe(): void;
  close(): void;
}

/** Creates the connection; it dials when the first list joins. */
export const createRelayConnection = (deps: RelayLineDeps): RelayConnection => {
  const line = createRelayLine(deps);
  return {
    url: line.url,
    origin: line.origin,
    forList: (seal) => ({ url: line.url, link: (deps) => createRelayLink(line, seal, deps) }),
    probe: line.probe,
    close: line.close,
  };
};
