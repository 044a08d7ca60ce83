import { writeFileSync } from 'node:fs';
import { readArguments, USAGE } from './arguments.ts';
import { runModelBench } from './model-bench.ts';

const wanted = readArguments(process.argv.slice(2));
if (wanted) {
  const { text, json } = await runModelBench(wanted, (doing) => console.error(doing));
  console.log(text);
  if (wanted.jsonFile !== undefined) writeFileSync(wanted.jsonFile, `${json}\n`);
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
