/** A server on a processor of its own, and what it uses. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rival, ServerCommand } from './rivals.ts';

/** A server that listens. */
export interface ServerProcess {
  /** Host with port. */
  readonly host: string;
  /** Processor time so far, in milliseconds (in steps of 10). */
  cpuMs(): number;
  residentBytes(): number;
  /** Its sockets, whether anybody reads from them or not. */
  sockets(): number;
  /** Asks it to stop, and starts it again on what it stored. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const START_MS_MAX = 60_000;
/** A server that was asked to stop and has not is killed: some have no answer to SIGTERM but the default. */
const STOP_MS_MAX = 20_000;
/** The server gets processor 0, the load all others. */
const SERVER_PROCESSOR = '0';
/** Of Linux on all its architectures today; the fields of /proc/PID/stat are in ticks. */
const MS_PER_TICK = 10;

const canPin = platform() === 'linux' && availableParallelism() > 1;

/** Keeps this process, the load, off the server's processor. */
export const pinLoad = (): void => {
  const others = `1-${availableParallelism() - 1}`;
  if (canPin) execFileSync('taskset', ['-apc', others, String(process.pid)], { stdio: 'ignore' });
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const launch = async (name: string, { args, env, listening }: ServerCommand, port: number): Promise<ChildProcess> => {
  const command = [...(canPin ? ['taskset', '-c', SERVER_PROCESSOR] : []), process.execPath, ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    env: { ...process.env, NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Nothing stays behind when the bench fails.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} does not start`)), START_MS_MAX);
    child.on('exit', (code) => {
      process.off('exit', kill);
      reject(new Error(`${name} ended with ${code}: ${printed}`));
    });
    child.stdout.on('data', (text: Buffer) => {
      printed = (printed + text.toString()).slice(-10_000);
      if (!listening.test(printed)) return;
      clearTimeout(timer);
      resolve();
    });
  });
  return child;
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  const gone = once(child, 'exit');
  child.kill(signal);
  const killing = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await gone;
  clearTimeout(killing);
};

/** Starts a server on an empty folder. Works on Linux only: what it uses is read from /proc. */
export const startServer = async (rival: Rival): Promise<ServerProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-bench-'));
  const port = await freePort();
  const command = rival.command(folder);
  let child = await launch(rival.name, command, port);
  const proc = (file: string): string => `/proc/${child.pid}/${file}`;
  const read = (file: string): string => readFileSync(proc(file), 'utf8');
  const isSocket = (descriptor: string): boolean => {
    try {
      return readlinkSync(proc(`fd/${descriptor}`)).startsWith('socket:');
    } catch {
      return false; // closed meanwhile
    }
  };
  return {
    host: `127.0.0.1:${port}`,
    cpuMs: () => {
      // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it.
      const fields = read('stat').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
    },
    residentBytes: () => Number(/VmRSS:\s+(\d+)/.exec(read('status'))?.[1]) * 1024,
    sockets: () => readdirSync(proc('fd')).filter(isSocket).length,
    restart: async () => {
      await end(child, 'SIGTERM');
      child = await launch(rival.name, command, port);
    },
    stop: async () => {
      await end(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
