import { describe, expect, it } from 'vitest';
import { readDecodersArguments, readKillArguments, readRelayArguments } from '../arguments.ts';
import { createEditor, valuesIn } from './devices/bench-device.ts';
import { targetsOf } from './targets.ts';

describe('the relay bench', () => {
  it('finds in updates what a device edited, however they were merged', () => {
    const values: number[] = [];
    const editor = createEditor((update) => values.push(...valuesIn(update)));
    for (const value of [1, 2.5, 3]) editor.edit(value);
    expect(values).toEqual([1, 2.5, 3]);
  });

  it('judges only what was measured, each target in its own direction, and a speed only if the load had time left', () => {
    const figures: Readonly<Record<string, number>> = {
      'joins/Tote/joins per second': 2_600,
      'joins/Tote/load busy': 0.99,
      'fan-out/Tote/deliveries': 9,
      'fan-out/Hocuspocus/deliveries': 10,
      'fan-out/Tote/load busy': 0.96,
      'durable/Tote/per second': 2_000,
      'durable/Tote/load busy': 0.7,
      'latency/Tote/p50': 9,
      'latency/bare/p50': 4,
    };
    const judged = targetsOf((scenario, rival, figure) => figures[`${scenario}/${rival}/${figure}`]);
    const verdicts = judged.flatMap(({ text, isReached, isLoadsLimit }) =>
      isReached === undefined ? [] : [`${text}: ${isReached}${isLoadsLimit ? ' (the load)' : ''}`],
    );
    expect(verdicts).toEqual([
      'fan-out: deliveries per second no fewer than Hocuspocus: false (the load)',
      'latency: p50 at most twice the bare broadcaster: false',
      'joins: 2,500 per second: true',
      'durable: 3,000 acknowledgements per second: false',
    ]);
  });

  it('takes its own arguments and no others', () => {
    expect(readRelayArguments(['relay', '--rounds', '5', '--only', 'Joins,Tote'])).toEqual({
      rounds: 5,
      jsonFile: undefined,
      only: ['joins', 'tote'],
      isQuick: false,
    });
    expect(readRelayArguments(['relay', '--quick'])).toMatchObject({ rounds: 1, isQuick: true });
    for (const args of [['model'], ['relay', '--rounds', '0'], ['relay', '--years', '3'], []])
      expect(readRelayArguments(args)).toBeUndefined();
    expect(readKillArguments(['kill'])).toBe(200);
    expect(readKillArguments(['kill', '--rounds', '7'])).toBe(7);
    for (const args of [['relay'], ['kill', '--rounds', '0'], ['kill', '--rounds', '2.5'], ['kill', '--inputs', '1']])
      expect(readKillArguments(args)).toBeUndefined();
    const some = ['decoders', '--inputs', '900', '--seed', 'x-1', '--first', '40'];
    expect(readDecodersArguments(some)).toEqual({ inputs: 900, seed: 'x-1', first: 40, jsonFile: undefined });
    expect(readDecodersArguments(['decoders'])?.inputs).toBe(5_000_000);
    for (const args of [['kill'], ['decoders', '--inputs', '0'], ['decoders', '--seed', 'a b']])
      expect(readDecodersArguments(args)).toBeUndefined();
  });
});
