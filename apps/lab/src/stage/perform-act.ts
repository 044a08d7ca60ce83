/** Does an act on the real list. */
import { deleteForEveryone, restoreList } from '@tote/list/deletion-commands';
import { productKeyOf, type Line, type ToteList, type UndoOutcome } from '@tote/list';
import type { Act } from './action.ts';

/** What was done: a word for the world's books, and for the person if there is something to say. */
export interface ActOutcome {
  readonly kind: string;
  readonly outcome: string;
}

const REFUSALS = {
  gone: 'it is not on the list any more',
  'already-back': 'it is on the list again already',
  'not-in-bin': 'it is not in the bin any more',
  'changed-since': 'somebody changed it since',
} as const;

const undoOutcome = (outcome: UndoOutcome, word: string): string => {
  switch (outcome.type) {
    case 'nothing-to-undo':
      return `Nothing to ${word}`;
    case 'undone':
      return outcome.kept > 0 ? `${word}: ${outcome.kept} had changed since and stay` : '';
    case 'refused':
      return `Cannot ${word}: ${REFUSALS[outcome.reason]}`;
  }
};

/** The line that shows this name now. */
export const lineNamed = (list: ToteList, name: string): Line | undefined => {
  const key = productKeyOf(name);
  return list.view.lines.find((line) => line.key === key);
};

const moveTarget = (list: ToteList, to: (Act & { do: 'move' })['to']) => {
  if (typeof to === 'string') return to;
  const neighbour = lineNamed(list, to.before);
  return neighbour && { before: neighbour.id };
};

const onLine = (list: ToteList, act: Extract<Act, { readonly line: string }>): string | undefined => {
  const line = lineNamed(list, act.line);
  if (!line) return undefined;
  const { id } = line;
  switch (act.do) {
    case 'tick':
      list.tick(id);
      break;
    case 'untick':
      list.untick(id);
      break;
    case 'remove':
      list.remove(id);
      break;
    case 'step':
      list.increase(id, act.by);
      break;
    case 'set':
      list.setAmount(id, act.amount);
      break;
    case 'rename':
      list.rename(id, act.name);
      break;
    case 'note':
      list.setNote(id, act.text);
      break;
    case 'aisle':
      list.setAisle(id, act.name === '' ? undefined : act.name);
      break;
    case 'move': {
      const target = moveTarget(list, act.to);
      if (target) list.move(id, target);
      break;
    }
  }
  return '';
};

const onList = (list: ToteList, act: Exclude<Act, { readonly line: string }>): string => {
  switch (act.do) {
    case 'add':
      list.add(act.text);
      return '';
    case 'clear':
      list.clearDone();
      return '';
    case 'undo':
      return undoOutcome(list.undo(), 'undo');
    case 'redo':
      return undoOutcome(list.redo(), 'redo');
    case 'delete-list':
      list.give(deleteForEveryone);
      return '';
    case 'restore-list':
      list.give(restoreList);
      return '';
    case 'import':
      list.importItems(act.names.map((name) => ({ name, amounts: [], done: false })));
      return '';
    case 'person':
      list.setPersonName(act.name);
      return '';
  }
};

/** Does it; undefined if there is nothing to do it to, or nobody may. */
export const performAct = (list: ToteList, act: Act): ActOutcome | undefined => {
  if (!list.canEdit) return undefined;
  const outcome = 'line' in act ? onLine(list, act) : onList(list, act);
  return outcome === undefined ? undefined : { kind: act.do, outcome };
};
