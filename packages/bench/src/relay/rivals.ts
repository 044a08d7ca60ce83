/** The servers side by side. Those of others are fetched when they are wanted, in exact versions: nobody else needs them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OpenDevice } from './devices/bench-device.ts';
import { openBareDevice } from './devices/bare-device.ts';
import { openFloorDevice } from './devices/floor-device.ts';
import { openToteDevice } from './devices/tote-device.ts';
import { openHocuspocusDevice, openYWebsocketDevice } from './devices/y-protocol-devices.ts';

/** How to start a server; `PORT` is added. */
export interface ServerCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Printed when it listens. */
  readonly listening: RegExp;
}

/** One server and its devices. */
export interface Rival {
  readonly name: string;
  /** Keeps what it is given over a restart. */
  readonly stores: boolean;
  /** `dataFolder` is empty, and taken away afterwards. */
  command(dataFolder: string): ServerCommand;
  readonly openDevice: OpenDevice;
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const FOLDER = join(ROOT, '.cache', 'relay-bench');
const OWN_RELAY = join(FOLDER, 'relay.js');
const PACKAGES = [
  '@y/websocket-server@0.1.1',
  'y-leveldb@0.1.2',
  '@hocuspocus/server@4.7.0',
  '@hocuspocus/extension-sqlite@4.7.0',
  'yjs@13.6.33',
  'y-protocols@1.0.7',
  'ws@8.23.0',
];
const own = (name: string): string => fileURLToPath(new URL(`./servers/${name}.ts`, import.meta.url));

/** Our own bounds are for honest clients; a bench is one client with the load of thousands. */
const TOTE_BOUNDS = {
  TOTE_ENVELOPES_PER_SECOND: '1000000',
  TOTE_ENVELOPES_BURST: '1000000',
  TOTE_TAIL_ENTRIES_MAX: '10000000',
  TOTE_TAIL_BYTES_MAX: '10000000000',
  TOTE_LIST_BYTES_MAX: '10000000000',
  TOTE_HANDSHAKE_MS_MAX: '600000',
  TOTE_DISK_FREE_BYTES_MIN: '0',
  // Half a minute by default: how long one bears with somebody who never reads is not what is measured.
  TOTE_STALLED_MS_MAX: '3000',
  TOTE_FRAMES_PER_SECOND: '1000000',
};

/** Bundles our relay as for production, and fetches what is not ours. */
export const prepareRivals = (): void => {
  mkdirSync(FOLDER, { recursive: true });
  const bundling = ['rolldown', 'src/main.ts', '--platform', 'node', '--format', 'esm'];
  const external = ['--external', 'lmdb', '--external', 'sodium-native', '--external', '@redis/client'];
  execFileSync('npx', [...bundling, ...external, '--file', OWN_RELAY], { cwd: join(ROOT, 'server'), stdio: 'ignore' });
  const done = join(FOLDER, 'hocuspocus-with-storage.mjs');
  if (existsSync(done)) return;
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true, "type": "module" }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], {
    cwd: FOLDER,
    stdio: 'ignore',
  });
  // A module of its own beside them, so that the import is resolved as for an ordinary user.
  writeFileSync(
    done,
    "export { Server } from '@hocuspocus/server';\nexport { SQLite } from '@hocuspocus/extension-sqlite';\n",
  );
};

const Y_WEBSOCKET = {
  args: [join(FOLDER, 'node_modules/@y/websocket-server/src/server.js')],
  env: { HOST: '127.0.0.1' },
  listening: /running at/,
};
const HOCUSPOCUS = {
  args: ['--import', 'tsx', own('hocuspocus')],
  env: { HOCUSPOCUS: pathToFileURL(join(FOLDER, 'hocuspocus-with-storage.mjs')).href },
  listening: /listening/,
};

/** Our relay, with settings of its own. */
export const toteOn = (env: Readonly<Record<string, string>>): Rival => ({
  name: 'Tote (durable, sealed)',
  stores: true,
  command: (dataFolder) => ({
    // As the container and the unit start it.
    args: ['--max-semi-space-size=4', OWN_RELAY],
    env: { HOST: '127.0.0.1', TOTE_DATA: dataFolder, ...TOTE_BOUNDS, ...env },
    listening: /^Tote relay listening/m,
  }),
  openDevice: openToteDevice,
});

/** All of them, ours first. */
export const RIVALS: readonly Rival[] = [
  toteOn({}),
  {
    name: 'y-websocket (no storage)',
    stores: false,
    command: () => Y_WEBSOCKET,
    openDevice: openYWebsocketDevice,
  },
  {
    name: 'y-websocket with LevelDB',
    stores: true,
    command: (dataFolder) => ({ ...Y_WEBSOCKET, env: { ...Y_WEBSOCKET.env, YPERSISTENCE: dataFolder } }),
    openDevice: openYWebsocketDevice,
  },
  {
    name: 'Hocuspocus (no storage)',
    stores: false,
    command: () => HOCUSPOCUS,
    openDevice: openHocuspocusDevice,
  },
  {
    name: 'Hocuspocus with SQLite',
    stores: true,
    command: (dataFolder) => ({ ...HOCUSPOCUS, env: { ...HOCUSPOCUS.env, DATABASE: join(dataFolder, 'data.sqlite') } }),
    openDevice: openHocuspocusDevice,
  },
  {
    name: 'bare ws broadcaster',
    stores: false,
    command: () => ({ args: ['--import', 'tsx', own('bare-broadcaster')], env: {}, listening: /listening/ }),
    openDevice: openBareDevice,
  },
  {
    name: 'floor: signed, synced',
    stores: true,
    command: (dataFolder) => ({
      args: ['--import', 'tsx', own('floor')],
      env: { DATA: dataFolder },
      listening: /listening/,
    }),
    openDevice: openFloorDevice,
  },
];
