/** The relay as a process: a command, or settings from the environment, words to the terminal, signals to an orderly stop. */
import { optimizeLater } from './adapters/optimize-later.ts';
import { readConfig, readLogFormat } from './config.ts';
import { runApart, thisProgram, type End } from './operations/apart.ts';
import { runCommand } from './operations/commands.ts';
import { startTexts } from './operations/start-texts.ts';
import { logLine } from './operator-log.ts';
import { serve, startErrorText } from './serve.ts';
import { createStopping, EXIT_CODES } from './stopping.ts';

const format = readLogFormat(process.env);
const say = (text: string): void => console.log(format === 'json' ? logLine(format, { kind: 'process', text }) : text);
const fail = (code: number, texts: readonly string[]): never => {
  for (const text of texts)
    console.error(format === 'json' ? logLine(format, { kind: 'process', level: 'error', text }) : text);
  process.exit(code);
};

const read = readConfig(process.env);
const apart = (args: readonly string[]): Promise<End> => runApart([...thisProgram(), ...args]);
const exitCode = await runCommand(process.argv.slice(2), read, (line) => console.log(line), apart);
if (exitCode !== undefined) process.exit(exitCode);
const config = read.ok
  ? read.value
  : fail(
      EXIT_CODES.unusableSettings,
      read.error.map(({ message }) => message),
    );
optimizeLater();
const started = await serve(config, (line) => console.error(line));
const relay = started.ok ? started.value : fail(EXIT_CODES.failed, [startErrorText(started.error)]);

const stopping = createStopping({ stop: relay.stop, say, exit: (code) => process.exit(code) });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stopping.signalled);
void relay.broken.then(stopping.broke);

for (const text of startTexts(config, relay)) say(text);
