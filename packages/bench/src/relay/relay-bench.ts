/** `npm run bench -- relay`: every server through every scenario, in turns, medians. */
import { cpus, release } from 'node:os';
import { performance } from 'node:perf_hooks';
import { median } from '../statistics.ts';
import { prepareRivals, RIVALS, type Rival } from './rivals.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Figures, Scale, Scenario } from './scenarios/load.ts';
import { pinLoad, startServer } from './server-process.ts';
import { targetsOf, type FigureOf } from './targets.ts';

/** What was asked for. */
export interface RelayArguments {
  readonly rounds: number;
  readonly isQuick: boolean;
  /** Parts of names of scenarios and of servers; none: all. */
  readonly only: readonly string[];
}

const FULL: Scale = {
  seconds: 5,
  readers: 50,
  lists: 500,
  joins: 10_000,
  idle: 5_000,
  restSeconds: 60,
  history: 20_000,
  returning: 500,
  floodSeconds: 30,
  halfOpen: 1_000,
  deaf: 200,
};
const QUICK: Scale = {
  seconds: 1,
  readers: 15,
  lists: 25,
  joins: 100,
  idle: 100,
  restSeconds: 0.2,
  history: 1_000,
  returning: 50,
  floodSeconds: 1,
  halfOpen: 50,
  deaf: 20,
};

interface Measured {
  readonly scenario: string;
  readonly rival: string;
  readonly rounds: Figures[];
}

const measure = async (rival: Rival, scenario: Scenario, scale: Scale): Promise<Figures> => {
  const server = await startServer(rival);
  try {
    const before = performance.eventLoopUtilization();
    const figures = await scenario.run(server, rival, scale);
    // Near 1, a time is the load's own queue, whatever the server does.
    return { ...figures, 'load busy': performance.eventLoopUtilization(before).utilization };
  } finally {
    await server.stop();
  }
};

const medianOf = ({ rounds }: Measured, figure: string): number => median(rounds.map((round) => round[figure] ?? NaN));

const figureNames = ({ rounds }: Measured): readonly string[] => Object.keys(rounds[0] ?? {});

const round3 = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const tableOf = (all: readonly Measured[]): string =>
  SCENARIOS.flatMap(({ name }) => {
    const rows = all.filter(({ scenario }) => scenario === name);
    const lines = rows.map((row) => {
      const figures = figureNames(row).map((figure) => `${figure} ${round3(medianOf(row, figure))}`);
      return `  ${row.rival.padEnd(26)} ${figures.join(' · ')}`;
    });
    return lines.length > 0 ? ['', name, ...lines] : [];
  }).join('\n');

const verdictsOf = (all: readonly Measured[]): string => {
  const figureOf: FigureOf = (scenario, rival, figure) => {
    const found = all.find((one) => one.scenario.startsWith(scenario) && one.rival.startsWith(rival));
    const name = found && figureNames(found).find((text) => text.startsWith(figure));
    return found && name !== undefined ? medianOf(found, name) : undefined;
  };
  return targetsOf(figureOf)
    .filter(({ isReached }) => isReached !== undefined)
    .map(({ text, measured = NaN, bound = NaN, isReached, isLoadsLimit }) => {
      const verdict = isReached ? 'reached' : isLoadsLimit ? 'open   ' : 'MISSED ';
      const why = isLoadsLimit ? ', but the load had no time left to ask for more' : '';
      return `${verdict} ${text}: ${round3(measured)} (${round3(bound)})${why}`;
    })
    .join('\n');
};

/** Runs it; the answer is for people and for machines. */
export const runRelayBench = async (
  { rounds, isQuick, only }: RelayArguments,
  onProgress: (doing: string) => void,
): Promise<{ readonly text: string; readonly json: string }> => {
  const scale = isQuick ? QUICK : FULL;
  const fits = (names: readonly { readonly name: string }[]) => {
    const chosen = names.filter(({ name }) => only.some((part) => name.toLowerCase().includes(part)));
    return new Set((chosen.length > 0 ? chosen : names).map(({ name }) => name));
  };
  const [rivalNames, scenarioNames] = [fits(RIVALS), fits(SCENARIOS)];
  onProgress('bundling the relay, fetching the other servers (once)');
  prepareRivals();
  pinLoad();
  const all = SCENARIOS.filter(({ name }) => scenarioNames.has(name)).flatMap((scenario) =>
    RIVALS.filter(({ name }) => rivalNames.has(name))
      .filter(({ name }) => scenario.rivals?.some((part) => name.startsWith(part)) ?? true)
      .map((rival) => ({
        scenario,
        rival,
        measured: { scenario: scenario.name, rival: rival.name, rounds: [] as Figures[] },
      })),
  );
  for (let round = 1; round <= rounds; round += 1)
    for (const { scenario, rival, measured } of all) {
      onProgress(`round ${round} of ${rounds}: ${scenario.name}: ${rival.name}`);
      measured.rounds.push(await measure(rival, scenario, scale));
    }
  const results = all.map(({ measured }) => measured);
  const machine = {
    processor: cpus()[0]?.model ?? '',
    processors: cpus().length,
    node: process.version,
    kernel: release(),
  };
  return {
    text: `${tableOf(results)}\n\n${isQuick ? 'Quick: far too short for a verdict.' : verdictsOf(results)}`,
    json: JSON.stringify({ machine, scale, results }, undefined, 2),
  };
};
