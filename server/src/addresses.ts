/** Where the relay can be reached, as text for a terminal. */
import { networkInterfaces } from 'node:os';
import { renderUnicodeCompact } from 'uqr';

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;
const ALL_ADDRESSES = new Set(['0.0.0.0', '::']);

/** Whether only this machine reaches the host. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Address for a browser on this machine. */
export const localUrl = (host: string, port: number): string =>
  `http://${ALL_ADDRESSES.has(host) ? '127.0.0.1' : bracketed(host)}:${port}`;

/** Address for others on the network; undefined if there is none. */
export const networkUrl = (host: string, port: number): string | undefined => {
  if (isLoopback(host)) return undefined;
  if (!ALL_ADDRESSES.has(host)) return `http://${bracketed(host)}:${port}`;
  const address = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  return address && `http://${address}:${port}`;
};

/** A QR code for a terminal with light text on dark ground, as most are. */
export const qrText = (url: string): string => renderUnicodeCompact(url, { border: 1 });
