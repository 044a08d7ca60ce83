/** What a relay says when it serves: where, with which data, and to whom. */
import { isLoopback, localUrl, networkUrl, qrText } from '../addresses.ts';
import type { RelayConfig } from '../config.ts';
import type { RunningRelay } from '../serve.ts';
import { RELAY_VERSION } from '../version.ts';

const isQrShown = ({ qr, logFormat }: RelayConfig): boolean =>
  qr === 'always' || (qr === 'auto' && logFormat === 'text' && process.stdout.isTTY);

/** The texts, in order. The first says that the relay takes connections now. */
export const startTexts = (config: RelayConfig, { port, hasApp }: RunningRelay): readonly string[] => {
  const { host, dataFolder, sharedStore, appFolder, accessTokens } = config;
  const network = networkUrl(host, port);
  return [
    `Tote relay listening on ${localUrl(host, port)}`,
    ...(network
      ? [`On this network: ${network} (working off-line after a restart of the browser needs https or localhost)`]
      : []),
    ...(network && isQrShown(config) ? [qrText(network)] : []),
    ...(hasApp ? [] : [`No app in ${appFolder}: build it, or set TOTE_APP_DIR.`]),
    `Data: ${sharedStore ? `shared with other relays at ${new URL(sharedStore.url).host}` : dataFolder}`,
    ...(isLoopback(host) ? ['Only this machine can connect (HOST).'] : []),
    ...(accessTokens.length > 0 ? [`Clients need an access token; ${accessTokens.length} will do.`] : []),
    `Version ${RELAY_VERSION}, on Node ${process.versions.node}.`,
  ];
};
