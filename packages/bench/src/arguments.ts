import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { DecodersArguments } from './decoders/decoders-bench.ts';
import type { RelayArguments } from './relay/relay-bench.ts';

/** What `npm run bench -- model` was asked for. */
export interface ModelArguments {
  readonly years: number;
  /** Where the figures go as JSON. */
  readonly jsonFile: string | undefined;
  /** Names of contestants, or parts of them. None: those that `isAll` means. */
  readonly only: readonly string[];
  readonly isAll: boolean;
}

/** What `npm run bench -- relay` was asked for. */
export interface RelayBenchArguments extends RelayArguments {
  readonly jsonFile: string | undefined;
}

/** How to call it. */
export const USAGE = `npm run bench -- model [--years 10] [--json FILE] [--all | --only NAME]

  Ten years of a household (or --years), replayed on Tote and on what else one could build it with.
  --all                every variant, to see what each idea is worth; takes four times as long
  --only tote,nested   contestants with these names, or with one of these in their names
  --json FILE          all figures, year by year, for machines

npm run bench -- relay [--rounds 3] [--json FILE] [--only NAME] [--quick]

  The relay beside other servers: processor, latency, joins, memory. Wants a quiet Linux with two processors or more.
  --only joins,tote    scenarios and servers with these in their names
  --quick              seconds instead of minutes: to see that it runs, not to judge

npm run bench -- relays [--json FILE]

  One, two and four relays on one Redis: what an append costs each part, and how long it takes to the next relay. A minute.

npm run bench -- kill [--rounds 200]

  Kills a relay under load (SIGKILL) and starts it again, so often: nothing acknowledged may be missing. 4 s a round.

npm run bench -- decoders [--inputs 5000000] [--seed TEXT] [--first 0] [--json FILE]

  Mutated inputs for every decoder of bytes from others: none may throw, or take longer than 100 ms. Some minutes.
  --first N            begin with input N of the seed, to go on or to make one again`;

/** Ten times what the limits are about; the slowest contestants take a minute a year. */
const YEARS_MAX = 100;

const ROUNDS_MAX = 99;
const KILLS_MAX = 10_000;
const INPUTS_MAX = 1e9;

const wholeNumber = (text: string, least: number, most: number): number | undefined => {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
};

/** Values of the options, if the arguments are for this bench and it has no others. */
const valuesFor = <Options extends NonNullable<ParseArgsConfig['options']>>(
  bench: string,
  args: readonly string[],
  options: Options,
) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return positionals.length === 1 && positionals[0] === bench ? values : undefined;
  } catch {
    return undefined; // parseArgs' only way to say that an option is none of these
  }
};

/** Reads the arguments of `kill`: how many rounds; undefined if they are for something else or make no sense. */
export const readKillArguments = (args: readonly string[]): number | undefined => {
  const values = valuesFor('kill', args, { rounds: { type: 'string', default: '200' } });
  return values && wholeNumber(values.rounds, 1, KILLS_MAX);
};

/** Reads the arguments of `relays`; undefined if they are for something else or make no sense. */
export const readRelaysArguments = (args: readonly string[]): { readonly jsonFile: string | undefined } | undefined => {
  const values = valuesFor('relays', args, { json: { type: 'string' } });
  return values && { jsonFile: values.json };
};

/** Reads the arguments of `decoders`; undefined if they are for something else or make no sense. */
export const readDecodersArguments = (
  args: readonly string[],
): (DecodersArguments & { readonly jsonFile: string | undefined }) | undefined => {
  const values = valuesFor('decoders', args, {
    inputs: { type: 'string', default: '5000000' },
    // Another one each day: a failure prints it.
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    first: { type: 'string', default: '0' },
    json: { type: 'string' },
  });
  if (!values || !/^[\w.-]+$/.test(values.seed)) return undefined;
  const inputs = wholeNumber(values.inputs, 1, INPUTS_MAX);
  const first = wholeNumber(values.first, 0, INPUTS_MAX);
  if (inputs === undefined || first === undefined) return undefined;
  return { inputs, first, seed: values.seed, jsonFile: values.json };
};

/** Reads the arguments of `relay`; undefined if they are for something else or make no sense. */
export const readRelayArguments = (args: readonly string[]): RelayBenchArguments | undefined => {
  const values = valuesFor('relay', args, {
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  });
  if (!values) return undefined;
  const rounds = wholeNumber(values.rounds, 1, ROUNDS_MAX);
  if (rounds === undefined) return undefined;
  const only = values.only?.toLowerCase().split(',') ?? [];
  return { rounds: values.quick ? 1 : rounds, jsonFile: values.json, only, isQuick: values.quick };
};

/** Reads the arguments; undefined if they make no sense. */
export const readArguments = (args: readonly string[]): ModelArguments | undefined => {
  const values = valuesFor('model', args, {
    years: { type: 'string', default: '10' },
    json: { type: 'string' },
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
  });
  if (!values) return undefined;
  const years = wholeNumber(values.years, 1, YEARS_MAX);
  if (years === undefined) return undefined;
  const only = values.only?.toLowerCase().split(',') ?? [];
  return { years, jsonFile: values.json, only, isAll: values.all };
};
