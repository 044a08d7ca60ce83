/** The server has the list; an act says which version it saw, and if that is not the newest any more it is refused. */
import type { Act } from '../stage/action.ts';
import { changedRows, plainRowText, rowOf, type PlainRow } from './plain-rows.ts';
import type { Rival } from './rival.ts';

type Message =
  | { readonly type: 'act'; readonly device: string; readonly base: number; readonly act: Act }
  | { readonly type: 'state'; readonly version: number; readonly rows: readonly PlainRow[]; readonly refused?: string };

/** First come, first served. */
export const FIRST_COME: Rival<Message> = {
  id: 'first',
  title: 'First come, first served',
  how: 'The server has the list and refuses who comes second: “please reload”.',
  replica: (device, lines) => {
    let confirmed = { version: 0, rows: lines.map(rowOf) as readonly PlainRow[] };
    let pending: (Message & { readonly type: 'act' })[] = [];
    return {
      act: (act) => {
        const sent = { type: 'act', device, base: confirmed.version + pending.length, act } as const;
        pending.push(sent);
        return sent;
      },
      take: (message) => {
        if (message.type === 'act') return;
        const accepted = message.version - confirmed.version;
        confirmed = message;
        // What was refused is gone; what came after it stood on it.
        pending = message.refused === undefined ? pending.slice(Math.max(0, accepted)) : [];
      },
      hello: () => pending,
      rows: () => pending.reduce((rows, { act }) => changedRows(rows, act), confirmed.rows).map(plainRowText),
    };
  },
  server: (lines) => {
    let state = { version: 0, rows: lines.map(rowOf) as readonly PlainRow[] };
    const now = (): Message => ({ type: 'state', ...state });
    return {
      take: (message) => {
        if (message.type === 'state') return {};
        if (message.base !== state.version) return { toSender: { type: 'state', ...state, refused: message.device } };
        state = { version: state.version + 1, rows: changedRows(state.rows, message.act) };
        return { toAll: now() };
      },
      welcome: now,
      save: () => {
        const saved = state;
        return () => (state = saved);
      },
      wipe: () => (state = { version: 0, rows: [] }),
    };
  },
};
