/** A terminal that somebody looks at (TERMINAL.md, C18): how rows look on it, and a page that is drawn again in place. */
import { fitTo, widthOf } from './display-width.ts';
import type { Row, RowKind } from './list-texts.ts';

/** What a terminal is to this command. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  /** Nothing but text is wanted (`NO_COLOR`, `TERM=dumb`). */
  readonly isPlain: boolean;
  write(text: string): void;
  /** Returns how to stop. */
  onResize(listener: () => void): () => void;
}

/** What an output is to a person; undefined if it is no terminal. */
export const screenOf = (output: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen | undefined =>
  output.isTTY
    ? {
        get columns() {
          return output.columns;
        },
        get rows() {
          return output.rows;
        },
        isPlain: (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb',
        write: (text) => void output.write(text),
        onResize: (listener) => {
          output.on('resize', listener);
          return () => void output.off('resize', listener);
        },
      }
    : undefined;

const ESCAPE = '\u001b[';
const AS_BEFORE = `${ESCAPE}0m`;
/** Weight alone: what colour a ground has is the terminal's secret. */
const LOOKS: Readonly<Record<RowKind, string>> = {
  head: `${ESCAPE}1m`,
  aisle: `${ESCAPE}1m`,
  open: '',
  done: `${ESCAPE}2m`,
  state: `${ESCAPE}2m`,
};

/** The text of a row, with its look if somebody looks. */
export const rowText = ({ kind, text }: Row, screen: Pick<Screen, 'isPlain'> | undefined): string => {
  const look = screen && !screen.isPlain ? LOOKS[kind] : '';
  return look === '' ? text : `${look}${text}${AS_BEFORE}`;
};

/** Another page of the terminal, without cursor, on which a row that is too long is cut and not broken. */
const OPEN_PAGE = `${ESCAPE}?1049h${ESCAPE}?25l${ESCAPE}?7l`;
const CLOSE_PAGE = `${ESCAPE}?7h${ESCAPE}?25h${ESCAPE}?1049l`;
/** Terminals that know these two show what is between them at once; the others take no notice. */
const BEGIN_FRAME = `${ESCAPE}?2026h`;
const END_FRAME = `${ESCAPE}?2026l`;
const TOP = `${ESCAPE}H`;
const REST_OF_ROW = `${ESCAPE}K`;
const REST_OF_PAGE = `${ESCAPE}J`;

/** So many changes in a row cost one drawing, in milliseconds. */
const FRAME_MS = 40;

/** A page that is drawn anew. */
export interface Page {
  /** Something changed. */
  changed(): void;
  close(): void;
}

/** As many of the rows as there are on the screen, none longer than it is wide. */
const fitting = (rows: readonly Row[], { columns, rows: height }: Screen): readonly Row[] => {
  const shown = rows.length > height ? rows.slice(0, height - 1) : rows;
  const rest = rows.length - shown.length;
  const all = rest === 0 ? shown : [...shown, { kind: 'state' as const, text: `… ${rest} more` }];
  return all.map(({ kind, text }) => ({ kind, text: fitTo(text, columns) }));
};

/** What wipes the rest of a row; where there is none, it would wipe the last character. */
const restOf = ({ text }: Row, { columns }: Screen): string => (widthOf(text) < columns ? REST_OF_ROW : '');

/** Opens a page; `draw` says what is on it. Nothing is cleared before it is written over, so nothing flickers. */
export const openPage = (screen: Screen, draw: () => readonly Row[]): Page => {
  let drawn = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    timer = undefined;
    const rows = fitting(draw(), screen);
    const text = rows.map((row) => rowText(row, screen) + restOf(row, screen)).join('\r\n');
    if (text === drawn) return;
    drawn = text;
    const below = rows.length < screen.rows ? `\r\n${REST_OF_PAGE}` : '';
    screen.write(`${BEGIN_FRAME}${TOP}${text}${below}${END_FRAME}`);
  };
  const changed = (): void => {
    timer ??= setTimeout(show, FRAME_MS);
  };
  const stopResize = screen.onResize(() => {
    drawn = ''; // what a terminal leaves of a page that it made narrower is its own affair
    changed();
  });
  screen.write(OPEN_PAGE);
  show();
  return {
    changed,
    close: () => {
      clearTimeout(timer);
      stopResize();
      screen.write(CLOSE_PAGE);
    },
  };
};
