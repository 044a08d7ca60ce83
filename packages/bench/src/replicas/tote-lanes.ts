/** Tote itself: `@tote/list`, with everything that a real list keeps (memory of products, bin, undo, who ticked). */
import { type Line, type LineId, type MoveTarget, openList, productKeyOf, type ToteList } from '@tote/list';
import type { Act, Device, Place } from '../workload/acts.ts';
import type { Representation, VisibleLine } from './bench-replica.ts';
import type { ClientIdPolicy } from './client-ids.ts';
import { compactDocument, createChangeFlow, loadDocument, yjsSizes } from './yjs-document.ts';

/** Wall clock at minute 0 of a trace. */
const START_MS = Date.UTC(2025, 0, 6);

/** The name of a device's lane. */
const deviceIdOf = (device: Device): string => `device0${device}`;

const idOf = (list: ToteList, product: string): LineId | undefined => {
  const key = productKeyOf(product);
  return list.view.lines.find((line) => line.key === key)?.id;
};

const targetOf = (list: ToteList, place: Place): MoveTarget | undefined => {
  if (typeof place === 'string') return place;
  const neighbour = idOf(list, 'before' in place ? place.before : place.after);
  if (neighbour === undefined) return undefined;
  return 'before' in place ? { before: neighbour } : { after: neighbour };
};

const perform = (list: ToteList, act: Act): void => {
  if (act.type === 'clear-done') {
    list.clearDone();
    return;
  }
  if (act.type === 'add') {
    list.addProduct({ name: act.product, ...(act.amount ? { amount: act.amount } : {}) });
    return;
  }
  const id = idOf(list, act.product);
  if (id === undefined) return;
  switch (act.type) {
    case 'tick':
      return list.tick(id);
    case 'untick':
      return list.untick(id);
    case 'set-amount':
      return list.setAmount(id, act.amount);
    case 'increase':
      return list.increase(id, act.by);
    case 'rename':
      return list.rename(id, act.to);
    case 'note':
      return list.setNote(id, act.note);
    case 'aisle':
      return list.setAisle(id, act.aisle);
    case 'move': {
      const target = targetOf(list, act.place);
      if (target !== undefined) list.move(id, target);
    }
  }
};

const toVisible = ({ name, ticked, note, amounts }: Line): VisibleLine => {
  const sums = new Map<string, number>();
  for (const { value, unit } of amounts.flatMap(({ parts }) => parts)) sums.set(unit, (sums.get(unit) ?? 0) + value);
  return { name, ticked, amounts: [...sums].map(([unit, sum]) => `${sum} ${unit}`.trim()).sort(), note };
};

/** Creates the representation under a policy of client ids. */
export const createToteLanes = (name: string, remark: string, policy: ClientIdPolicy): Representation => ({
  name,
  remark,
  open: ({ device, random, document }) => {
    const doc = loadDocument(document);
    const drawn = random.fork('item-ids');
    let minute = 0;
    const list = openList(doc, {
      device: deviceIdOf(device),
      random: (length) => drawn.bytes(length),
      nowMs: () => START_MS + minute * 60_000,
    });
    const clientIds = policy(doc, random.fork('client-ids'));
    return {
      ...clientIds,
      ...createChangeFlow(doc),
      perform: (act, at) => {
        minute = at;
        perform(list, act);
      },
      rows: () => list.view.lines,
      lines: () => list.view.lines.map(toVisible),
      document: () => compactDocument(doc),
      sizes: () => yjsSizes(doc),
      dispose: () => {
        list.dispose();
        clientIds.dispose();
        doc.destroy();
      },
    };
  },
});
