/** Answers the page's questions with a player. Runs in the worker, and in tests without one. */
import type { Seals } from '@tote/sim';
import { scenarioById } from '../scenarios/index.ts';
import { findingsOf, type Scenario } from '../scenarios/scenario.ts';
import { reportRivals } from '../rivals/rival-report.ts';
import { createPlayer, type Player } from '../stage/player.ts';
import type { Recording } from '../stage/frame.ts';
import type { Answer, Ask } from './messages.ts';

/** Longest that a question is worked on, in milliseconds of the platform: a world that cannot keep up moves 30 times a second. */
const ANSWER_MS_MAX = 32;

/** The rivals are looked at this often, in milliseconds of the lab. */
const COMPARE_MS = 200;

/** Before a rival is judged, all that it has on its way arrives, in milliseconds of the lab. */
const RIVALS_REST_MS = 30_000;

/** Whoever answers. */
export interface Host {
  answer(ask: Ask, compare: boolean): Promise<Answer>;
}

/** Creates a host with nothing loaded. */
export const createHost = (deps: { readonly seals: Seals; readonly nowMs: () => number }): Host => {
  let player: Player | undefined;
  let scenario: Scenario | undefined;
  let told: Recording | undefined;
  let rivalsShown = '';

  /** Plays; true when a scenario has come to its end. */
  const play = async (loaded: Player, byMs: number): Promise<boolean> => {
    const enoughAtMs = deps.nowMs() + ANSWER_MS_MAX;
    return !(await loaded.play(byMs, () => deps.nowMs() > enoughAtMs));
  };
  const load = async (ask: Ask & { type: 'load' }): Promise<Player> => {
    const loaded = player ?? (await createPlayer(ask.recording, deps.seals));
    scenario = ask.scenarioId === undefined ? undefined : scenarioById(ask.scenarioId);
    await loaded.load(ask.recording, { scenario, atMs: ask.atMs });
    told = undefined;
    rivalsShown = '';
    return loaded;
  };

  /** What the rivals would show now; undefined while it is what was said last. */
  const compareNow = ({ recording, nowMs }: Player, isOver: boolean) => {
    const moment = `${recording.log.length} ${Math.floor(nowMs / COMPARE_MS)} ${isOver}`;
    if (moment === rivalsShown) return undefined;
    rivalsShown = moment;
    const rows = scenario?.rows ?? [];
    return reportRivals(recording, isOver && rows.length > 0 ? nowMs + RIVALS_REST_MS : nowMs, rows);
  };

  return {
    answer: async (ask, compare) => {
      if (ask.type === 'load') player = await load(ask);
      if (!player) throw new Error('nothing is loaded');
      let isOver = false;
      switch (ask.type) {
        case 'load':
          break;
        case 'play':
          isOver = await play(player, ask.byMs);
          break;
        case 'step':
          await player.step();
          break;
        case 'act':
          scenario = undefined;
          await player.act(ask.action);
          break;
        case 'seek':
          rivalsShown = '';
          await player.seek(ask.atMs);
          break;
        case 'chaos':
          player.setChaos(ask.on);
          break;
      }
      const frame = await player.frame();
      const { recording } = player;
      const isNew = recording !== told;
      told = recording;
      return {
        frame,
        isFresh: ask.type === 'load' || ask.type === 'seek',
        recording: isNew ? recording : undefined,
        findings:
          isOver && scenario
            ? findingsOf(scenario, { devices: (await player.peek()).devices, last: frame })
            : undefined,
        rivals: compare ? compareNow(player, isOver) : undefined,
      };
    },
  };
};
