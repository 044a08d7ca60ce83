/**
 * What a shell offers when Tab is pressed (TERMINAL.md, C20). The shells only ask: `tote complete WORD …`, the last one unfinished.
 * Each quotes what it inserts, for names are other people's words (C11) and `$(…)` is one that a shell would obey.
 */
import { OPTIONS, type OptionName } from './arguments.ts';
import { type Context, withSession } from './command.ts';
import { COMMANDS } from './commands.ts';
import { printable } from './printable.ts';
import { entriesOf, findList } from './shelf.ts';

const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# eval "$(tote completion bash)" in ~/.bashrc
_tote() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$(printf %q "$word")"); done \\
    < <(tote complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -gt 0 || \${COMP_WORDS[1]} != import ]] || compopt -o default
}
complete -F _tote tote`,
  zsh: `# eval "$(tote completion zsh)" in ~/.zshrc, behind compinit
_tote() {
  local -a found
  found=("\${(@f)$(tote complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n $found ]]; then compadd -U -- $found; elif [[ $words[2] == import ]]; then _files; fi
}
compdef _tote tote`,
  fish: `# tote completion fish > ~/.config/fish/completions/tote.fish
complete -c tote -f -a '(set -l words (commandline -opc) (commandline -ct); tote complete $words[2..] 2>/dev/null)'
complete -c tote -n '__fish_seen_subcommand_from import' -F`,
};

/** The script for a shell; undefined if it is none of these. */
export const completionScript = (shell: string): string | undefined =>
  Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;

/** The option that a word is, if it takes a value. */
const optionBefore = (word: string | undefined): OptionName | undefined => {
  const found = Object.entries(OPTIONS).find(
    ([name, option]) => word === `--${name}` || ('short' in option && word === `-${option.short}`),
  );
  return found && 'value' in found[1] ? (found[0] as OptionName) : undefined;
};

const NAMING_LINES: readonly (OptionName | undefined)[] = ['before', 'after'];

/** Names of lines, or of what can be had back; none if it is not clear which list is meant. */
const namesOf = async (context: CompletionDeps, list: string | undefined, isOfBin: boolean) => {
  const found = findList(entriesOf(context.store), list);
  if (!found.ok) return [];
  return withSession({ ...context, line: OFFLINE }, found.value, ({ list: { view } }) =>
    Promise.resolve((isOfBin ? view.bin : view.lines).map(({ name }) => name)),
  );
};

const OFFLINE = { command: 'complete', operands: [], options: { offline: true, waitMs: 0 }, given: [] } as const;

/** What completing needs: everything but a command line. */
export type CompletionDeps = Omit<Context, 'line'>;

const candidatesFor = async (words: readonly string[], context: CompletionDeps, list: string | undefined) => {
  const [name = '', ...rest] = words;
  if (rest.length === 0) return [...COMMANDS.keys(), 'completion', 'help'];
  if (name === 'help') return [...COMMANDS.keys()];
  if (name === 'completion') return Object.keys(SCRIPTS);
  const entry = COMMANDS.get(name);
  const last = rest.at(-1) ?? '';
  const before = optionBefore(rest.at(-2));
  if (!entry) return [];
  if (before === 'list') return entriesOf(context.store).map(({ title }) => title);
  if (before === 'format') return ['md', 'text', 'csv', 'json'];
  if (last.startsWith('-')) return [...entry.options, 'help'].map((option) => `--${option}`);
  const isOperand = before === undefined && /LINE|PRODUCT/u.test(entry.operands);
  return isOperand || NAMING_LINES.includes(before) ? namesOf(context, list, entry.operands.includes('PRODUCT')) : [];
};

/** What could stand in the place of the last word; `chosenList` is meant where no list is named. */
export const complete = async (
  words: readonly string[],
  context: CompletionDeps,
  chosenList: string | undefined,
): Promise<readonly string[]> => {
  const typed = (words.at(-1) ?? '').toLowerCase();
  const at = words.findIndex((word) => word === '--list' || word === '-l');
  const list = at > 0 ? words[at + 1] : undefined;
  const candidates = await candidatesFor(words, context, list ?? chosenList);
  return [...new Set(candidates.map(printable))].filter((word) => word.toLowerCase().startsWith(typed));
};
