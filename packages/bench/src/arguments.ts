import { parseArgs } from 'node:util';

/** What `npm run bench -- model` was asked for. */
export interface ModelArguments {
  readonly years: number;
  /** Where the figures go as JSON. */
  readonly jsonFile: string | undefined;
  /** Names of contestants, or parts of them, between commas. */
  readonly only: string;
}

/** How to call it. */
export const USAGE = `npm run bench -- model [--years 10] [--json FILE] [--only NAME]

  Ten years of a household (or --years), replayed on Tote and on what else one could build it with.
  --only tote,nested   contestants with these names, or with one of these in their names
  --json FILE          all figures, year by year, for machines`;

/** Ten times what the limits are about; the slowest contestants take a minute a year. */
const YEARS_MAX = 100;

/** Reads the arguments; undefined if they make no sense. */
export const readArguments = (args: readonly string[]): ModelArguments | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        years: { type: 'string', default: '10' },
        json: { type: 'string' },
        only: { type: 'string', default: '' },
      },
    });
    const years = Number(values.years);
    if (positionals.length !== 1 || positionals[0] !== 'model') return undefined;
    if (!Number.isInteger(years) || years < 1 || years > YEARS_MAX) return undefined;
    return { years, jsonFile: values.json, only: values.only };
  } catch {
    return undefined;
  }
};
