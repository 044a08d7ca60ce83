import { writeFileSync } from 'node:fs';
import {
  readArguments,
  readDecodersArguments,
  readKillArguments,
  readRelayArguments,
  readRelaysArguments,
  USAGE,
} from './arguments.ts';

interface Outcome {
  readonly text: string;
  readonly json?: string;
  readonly jsonFile?: string | undefined;
  /** False: what was to be shown does not hold. */
  readonly isGood?: boolean;
}

const say = (doing: string): void => console.error(doing);

/** Each bench is loaded when it is wanted: the other one's contestants are heavy. */
const run = async (args: readonly string[]): Promise<Outcome | undefined> => {
  const model = readArguments(args);
  if (model)
    return { ...(await (await import('./model-bench.ts')).runModelBench(model, say)), jsonFile: model.jsonFile };
  const relay = readRelayArguments(args);
  if (relay) {
    const { runRelayBench } = await import('./relay/relay-bench.ts');
    return { ...(await runRelayBench(relay, say)), jsonFile: relay.jsonFile };
  }
  const relays = readRelaysArguments(args);
  if (relays)
    return { ...(await (await import('./relays/relays-bench.ts')).runRelaysBench(say)), jsonFile: relays.jsonFile };
  const decoders = readDecodersArguments(args);
  if (decoders) {
    const { runDecodersBench } = await import('./decoders/decoders-bench.ts');
    return { ...(await runDecodersBench(decoders, say)), jsonFile: decoders.jsonFile };
  }
  const kills = readKillArguments(args);
  return kills === undefined ? undefined : (await import('./kill/kill-bench.ts')).runKillBench(kills);
};

const result = await run(process.argv.slice(2));
if (result) {
  console.log(result.text);
  if (result.jsonFile !== undefined && result.json !== undefined) writeFileSync(result.jsonFile, `${result.json}\n`);
  if (result.isGood === false) process.exitCode = 1;
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
