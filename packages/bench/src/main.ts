import { writeFileSync } from 'node:fs';
import { readArguments, readRelayArguments, USAGE } from './arguments.ts';

const say = (doing: string): void => console.error(doing);

/** Each bench is loaded when it is wanted: the other one's contestants are heavy. */
const run = async (
  args: readonly string[],
): Promise<{ text: string; json: string; jsonFile?: string | undefined } | undefined> => {
  const model = readArguments(args);
  if (model)
    return { ...(await (await import('./model-bench.ts')).runModelBench(model, say)), jsonFile: model.jsonFile };
  const relay = readRelayArguments(args);
  if (!relay) return undefined;
  const { runRelayBench } = await import('./relay/relay-bench.ts');
  return { ...(await runRelayBench(relay, say)), jsonFile: relay.jsonFile };
};

const result = await run(process.argv.slice(2));
if (result) {
  console.log(result.text);
  if (result.jsonFile !== undefined) writeFileSync(result.jsonFile, `${result.json}\n`);
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
