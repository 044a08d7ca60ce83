/** What `tote help` says, made of the tables of commands and options (TERMINAL.md, C14). */
import { OPTIONS, type OptionName } from './arguments.ts';
import { COMMANDS, type CommandEntry } from './commands.ts';

/** Options that commands share are told once in the overview, those of one command with it. */
const SHARED: readonly OptionName[] = ['list', 'wait', 'offline', 'synced', 'json', 'aisles'];

/** Narrow terminals have so many columns. */
const COLUMNS = 80;

const wrapped = (text: string): string =>
  text
    .split('\n')
    .map((paragraph) => {
      const rows = [''];
      for (const word of paragraph.split(' ')) {
        const longer = `${rows.at(-1)} ${word}`.trimStart();
        if (longer.length > COLUMNS) rows.push(word);
        else rows.splice(-1, 1, longer);
      }
      return rows.join('\n');
    })
    .join('\n');

const rows = (pairs: readonly (readonly [string, string])[], indent: string): string => {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `${indent}${left.padEnd(width)}  ${right}`).join('\n');
};

const optionRow = (name: OptionName): readonly [string, string] => {
  const option = OPTIONS[name];
  const short = 'short' in option ? `-${option.short}, ` : '    ';
  return [`${short}--${name}${'value' in option ? ` ${option.value}` : ''}`, option.about];
};

const SURROUNDINGS = `TOTE_HOME is the folder that keeps lists (~/.local/share/tote), TOTE_NAME what others call you, TOTE_ACCESS_TOKEN what a private relay asks for, LANG the language of amounts. A link is a key: prefer join - to a link in your shell's history.

Exit codes: 0 done, 1 failed, 2 not understood, 3 not allowed, 4 not at the relay though --synced asked for it.`;

/** All commands, a row each. */
export const overview = (): string =>
  [
    'tote COMMAND: a shopping list that a household shares, in a terminal',
    rows(
      [
        ...[...COMMANDS].map(([name, { operands, about }]) => [`${name} ${operands}`.trimEnd(), about] as const),
        ['completion SHELL', 'for bash, zsh or fish: completes commands and lines'],
        ['help COMMAND', 'says more of one command, as COMMAND --help does'],
      ],
      '  ',
    ),
    rows(SHARED.map(optionRow), '  '),
    wrapped(SURROUNDINGS),
  ].join('\n\n');

/** One command, with all its options. */
export const helpOf = (name: string, entry: CommandEntry): string =>
  [
    `${`tote ${name} ${entry.operands}`.trimEnd()}\n    ${entry.about}`,
    ...(entry.more === '' ? [] : [wrapped(entry.more)]),
    rows([...entry.options, 'help' as const].map(optionRow), '  '),
  ].join('\n\n');
