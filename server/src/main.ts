/** The relay as a process: a command, or settings from the environment, words to the terminal, signals to an orderly stop. */
import { optimizeLater } from './adapters/optimize-later.ts';
import { isLoopback, localUrl, networkUrl, qrText } from './addresses.ts';
import { readConfig } from './config.ts';
import { runCommand } from './operations/commands.ts';
import { serve, startErrorText } from './serve.ts';
import { createStopping } from './stopping.ts';

const say = (line: string): void => console.log(line);
const fail = (lines: readonly string[]): never => {
  for (const line of lines) console.error(line);
  process.exit(1);
};

const read = readConfig(process.env);
const config = read.ok ? read.value : fail(read.error.map(({ message }) => message));
const exitCode = await runCommand(process.argv.slice(2), config.dataFolder, say);
if (exitCode !== undefined) process.exit(exitCode);
optimizeLater();
const started = await serve(config, (line) => console.error(line));
const relay = started.ok ? started.value : fail([startErrorText(started.error)]);

say(`Tote relay listening on ${localUrl(config.host, relay.port)}`);
const network = networkUrl(config.host, relay.port);
if (network)
  say(`On this network: ${network} (working off-line after a restart of the browser needs https or localhost)`);
if (network && (config.qr === 'always' || (config.qr === 'auto' && process.stdout.isTTY))) say(qrText(network));
if (!relay.hasApp) say(`No app in ${config.appFolder}: build it, or set TOTE_APP_DIR.`);
say(`Data: ${config.dataFolder}`);
if (isLoopback(config.host)) say('Only this machine can connect (HOST).');

const stopping = createStopping({ stop: relay.stop, say, exit: (code) => process.exit(code) });
process.on('SIGTERM', stopping.signalled);
process.on('SIGINT', stopping.signalled);
void relay.broken.then(stopping.broke);
