/** The relay as a process of its own, bundled as for production, and clients that reach it over real sockets. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { WebSocket } from 'ws';
import { createTestClient, type TestClient } from './test-client.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** Below the package, so that the bundle finds what it does not hold. One folder per test process: they may run together. */
const BUNDLE_FOLDER = fileURLToPath(new URL(`../../dist/test-${process.pid}`, import.meta.url));
const BUNDLE = join(BUNDLE_FOLDER, 'relay.js');
/** It takes a third of a second; two busy cores may need far longer. */
const START_MS_MAX = 30_000;

/** Bundles the sources as the build script does. */
export const bundleRelay = async (): Promise<void> => {
  const bundle = await rolldown({
    input: MAIN,
    platform: 'node',
    external: ['lmdb', 'sodium-native', '@redis/client'],
  });
  await bundle.write({ file: BUNDLE, format: 'esm' });
  await bundle.close();
};

/** Takes the bundle away again. */
export const removeBundle = (): void => rmSync(BUNDLE_FOLDER, { recursive: true, force: true });

/** A relay process. */
export interface TestProcess {
  readonly port: number;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Stops it in the middle of whatever it does, until it is to go on. */
  pause(): void;
  goOn(): void;
  /** Sends a signal and resolves with the exit code (null after SIGKILL). */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Resolves with the port that the process announces, or rejects with its output if it ends first. */
const untilListening = (child: ChildProcess, output: () => string): Promise<number> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`no relay after ${START_MS_MAX} ms:\n${output()}`));
    }, START_MS_MAX);
    child.on('exit', (code) => reject(new Error(`exit ${code}:\n${output()}`)));
    child.stdout?.on('data', () => {
      const [, port] = /^(?:\{.*")?Tote relay listening on http:\/\/[^ ]*:(\d+)/m.exec(output()) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });

/** Starts a relay on a data folder. `fileBlocksMax`: no file of it may grow beyond so many blocks (512 or 1024 bytes). */
export const startTestProcess = async (
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
  fileBlocksMax?: number,
): Promise<TestProcess> => {
  const command = [process.execPath, BUNDLE];
  const limited = ['/bin/sh', '-c', `ulimit -S -f ${fileBlocksMax}; exec "$@"`, 'sh', ...command];
  const [file = '', ...args] = fileBlocksMax === undefined ? command : limited;
  const child = spawn(file, args, {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', TOTE_DATA: dataFolder, TOTE_DISK_FREE_BYTES_MIN: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const port = await untilListening(child, () => output);
  return {
    port,
    output: () => output,
    pause: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
};

/** Runs a command of the program on a data folder: its exit code, and what it printed. */
export const runTestCommand = async (dataFolder: string, ...args: readonly string[]) => {
  const env = { ...process.env, TOTE_DATA: dataFolder };
  const child = spawn(process.execPath, [BUNDLE, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await ended) as [number | null];
  return { code, output };
};

/** A client of a relay process. `cut` breaks its connection, `freeze` stops it from reading. */
export const connectTo = async (port: number, query = ''): Promise<TestClient & { cut(): void; freeze(): void }> => {
  const host = `127.0.0.1:${port}`;
  const webSocket = new WebSocket(`ws://${host}/relay${query}`);
  const client = createTestClient(
    { send: (bytes) => webSocket.readyState === WebSocket.OPEN && webSocket.send(bytes) },
    host,
  );
  webSocket.on('message', (message: Buffer) => client.take(message));
  webSocket.on('close', (code) => client.takeClose(code));
  webSocket.on('error', () => undefined);
  await once(webSocket, 'open');
  return Object.assign(client, { cut: () => webSocket.terminate(), freeze: () => webSocket.pause() });
};
