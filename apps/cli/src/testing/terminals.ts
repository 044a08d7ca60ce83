/** Terminals with folders of their own, and a relay, for tests. */
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@tote/server/config';
import { serve } from '@tote/server/serve';
import { afterEach, beforeEach } from 'vitest';
import { openDeviceStore } from '../lmdb-store.ts';
import { run } from '../run.ts';
import type { Screen } from '../screen.ts';

/** A relay that is there is waited for, however busy the machine; one that is not is not waited for at all (C2). */
const PATIENCE_SECONDS = '60';

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: readonly string[];
  readonly notes: readonly string[];
}

/** A command that goes on until it is told to end. */
export interface Running {
  /** Printed so far. */
  readonly out: readonly string[];
  readonly notes: readonly string[];
  /** How it ends by itself. */
  readonly code: Promise<number>;
  /** Ends it as a signal does. */
  end(): Promise<number>;
}

/** Somebody's terminal. */
export interface Terminal {
  readonly folder: string;
  run(args: readonly string[], more?: TerminalSettings): Promise<Ran>;
  start(args: readonly string[], more?: TerminalSettings): Running;
}

/** Settings of one command. */
export interface TerminalSettings {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly person?: string;
  readonly accessToken?: string;
  readonly screen?: Screen;
}

/** Opens one; `folder` is where it keeps its lists. */
export const openTerminal = (folder: string): Terminal => {
  const start: Terminal['start'] = (args, { input = '', env = {}, person, accessToken, screen } = {}) => {
    const [out, notes]: [string[], string[]] = [[], []];
    let signal: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (signal = resolve));
    const code = run(args, {
      env: { LANG: 'en_GB.UTF-8', TOTE_WAIT: PATIENCE_SECONDS, ...env },
      openStore: () => openDeviceStore(folder, (error) => notes.push(String(error))),
      random: (length: number) => randomFillSync(new Uint8Array(length)),
      nowMs: () => Date.now(),
      accessToken,
      person,
      out: (text) => out.push(text),
      note: (text) => notes.push(text),
      readInput: () => Promise.resolve(input),
      readFile: () => Promise.resolve(new TextEncoder().encode(input)),
      screen,
      ended,
    });
    return {
      out,
      notes,
      code,
      end: () => {
        signal();
        return code;
      },
    };
  };
  return {
    folder,
    start,
    run: async (args, more) => {
      const { code, out, notes } = start(args, more);
      return { code: await code, out, notes };
    },
  };
};

/** Folders that are taken away together. */
export const createFolders = (): { make(): string; dispose(): void } => {
  const made: string[] = [];
  return {
    make: () => {
      const folder = mkdtempSync(join(tmpdir(), 'tote-terminal-'));
      made.push(folder);
      return folder;
    },
    dispose: () => {
      for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** What a relay of a test differs in. */
interface RelaySettings {
  /** 0: a free one. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A relay of this process. */
interface ServedRelay {
  readonly address: string;
  readonly port: number;
  stop(): Promise<void>;
}

const startRelay = async (folder: string, { port = 0, env = {} }: RelaySettings = {}): Promise<ServedRelay> => {
  const none = join(folder, 'none');
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '1',
    TOTE_DATA: folder,
    TOTE_APP_DIR: none,
    TOTE_LAB_DIR: none,
    ...env,
  });
  if (!config.ok) throw new Error(config.error.map(({ message }) => message).join('; '));
  const relay = await serve({ ...config.value, port }, () => undefined);
  if (!relay.ok) throw new Error(relay.error.type);
  return { address: `http://127.0.0.1:${relay.value.port}`, port: relay.value.port, stop: relay.value.stop };
};

/** For each test of a file one relay and as many terminals as it opens, all on folders of their own. */
export const relayForEachTest = (): {
  /** Where the relay is, or was if it was stopped. */
  readonly address: () => string;
  readonly stop: () => Promise<void>;
  /** Puts another in its place, on the same port, that has nothing. */
  readonly startEmpty: (how?: Pick<RelaySettings, 'env'>) => Promise<void>;
  readonly terminal: () => Terminal;
} => {
  const folders = createFolders();
  let relay: ServedRelay;
  beforeEach(async () => void (relay = await startRelay(folders.make())));
  afterEach(async () => {
    await relay.stop();
    folders.dispose();
  });
  return {
    address: () => relay.address,
    stop: () => relay.stop(),
    startEmpty: async (how) => {
      await relay.stop();
      relay = await startRelay(folders.make(), { ...how, port: relay.port });
    },
    terminal: () => openTerminal(folders.make()),
  };
};
