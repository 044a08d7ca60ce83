/** Who may read /metrics (RELAY.md, O3). */
import type { IncomingMessage } from 'node:http';
import { addressGroup, clientAddress, NO_PROXY } from '../adapters/client-address.ts';

/** Nobody, this machine, or everybody who reaches the port. */
export const METRICS_READERS = ['off', 'local', 'all'] as const;

/** One of {@link METRICS_READERS}. */
export type MetricsReaders = (typeof METRICS_READERS)[number];

/** A proxy on this machine says by these that it speaks for somebody else. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/** Browsers on this machine ask for any page's sake: one whose name was made to point here says that name. */
const OWN_NAMES = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/** Whether a request comes from this machine itself, not through a proxy on it, and calls it by a name of its own. */
const isLocal = ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean =>
  socket.remoteAddress !== undefined &&
  addressGroup(clientAddress(socket.remoteAddress, undefined, NO_PROXY)) === undefined &&
  OWN_NAMES.test(headers.host ?? 'localhost') &&
  PROXY_HEADERS.every((name) => headers[name] === undefined);

/** Whether this request gets the metrics. */
export const mayReadMetrics = (
  readers: MetricsReaders,
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
): boolean => readers === 'all' || (readers === 'local' && isLocal(request));
