import { deleteForEveryone, restoreList } from '../commands/deletion-commands.ts';
import { setLook, setTitle } from '../commands/look-commands.ts';
import { addStore, removeStore, renameStore, setAisleOrder } from '../commands/store-commands.ts';
import type { ToteList } from '../tote-list.ts';
import { writeLaterField } from './later-version.ts';
import type { RandomCommand } from './random-command.ts';
import { MODEL_AISLES } from './read-stores.ts';

/** Everything but undo and redo, whose outcome depends on what was done before. */
export type PlainCommand = Exclude<RandomCommand, { type: 'undo' | 'redo' }>;

/** Gives a command to a list. */
export const giveCommand = (list: ToteList, command: PlainCommand): void => {
  switch (command.type) {
    case 'add':
      list.addProduct({ name: command.name, amount: command.amount });
      return;
    case 'import':
      list.importItems(
        command.rows.map(({ name, amount }) => ({ name, amounts: amount ? [amount] : [], done: false })),
      );
      return;
    case 'tick':
      return list.tick(command.line);
    case 'untick':
      return list.untick(command.line);
    case 'remove':
      return list.remove(command.line);
    case 'rename':
      return list.rename(command.line, command.name);
    case 'note':
      return list.setNote(command.line, command.value ?? '');
    case 'aisle':
      return list.setAisle(command.line, command.value);
    case 'later':
      return writeLaterField(list, command.line, command.value);
    case 'price':
      return list.setPrice(command.line, command.value);
    case 'set':
      return list.setAmount(command.line, command.amount);
    case 'step':
      return list.increase(command.line, command.by);
    case 'move':
      return list.move(command.line, command.target);
    case 'clear':
      list.clearDone();
      return;
    case 'restore':
      list.restore(command.item);
      return;
    case 'title':
      return list.give((at) => setTitle(at, command.title));
    case 'look':
      return list.give((at) => setLook(at, { emoji: command.emoji }));
    case 'person':
      return list.setPersonName(command.name);
    case 'add-store':
      list.give((at) => addStore(at, command.name));
      return;
    case 'rename-store':
      return list.give((at) => renameStore(at, command.store, command.name));
    case 'remove-store':
      return list.give((at) => removeStore(at, command.store));
    case 'arrange':
      return list.give((at) => setAisleOrder(at, command.store, command.order, MODEL_AISLES));
    case 'delete-list':
      return list.give(deleteForEveryone);
    case 'restore-list':
      return list.give(restoreList);
  }
};
