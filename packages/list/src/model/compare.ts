/** Whether what a replica shows is what the model says. */
import type { ToteList } from '../tote-list.ts';
import type { Line, ListView, Notice } from '../view/list-view.ts';
import type { ItemId } from '../ids.ts';
import type { ActSet } from './act-set.ts';
import { pastDifferences } from './compare-past.ts';
import { readLaterField } from './later-version.ts';
import { misplacedLines } from './line-order.ts';
import type { ModelAmount } from './model-act.ts';
import { type ModelLine, type ModelList, readList } from './read-list.ts';
import { misplacedAisles } from './read-stores.ts';
import type { World } from './world.ts';

/** The model adds in floating point: as many decimals as anybody can ask for (A2) are compared. */
const withoutNoise = (value: number): number => Math.round(value * 1e6) / 1e6;

const amountTexts = (amounts: readonly ModelAmount[]): readonly string[] =>
  amounts.map(({ value, unit }) => `${withoutNoise(value)} ${unit}`).sort();

const shownAmounts = (line: Line, which: 'amounts' | 'taken'): readonly string[] =>
  amountTexts(line[which].flatMap(({ parts }) => parts));

/** Everything that a notice says, people as they are called. */
const noticeText = (
  type: string,
  {
    by = [],
    deletedBy = [],
    names = [],
  }: { by?: readonly string[]; deletedBy?: readonly string[]; names?: readonly string[] },
): string => JSON.stringify([type, by.toSorted(), deletedBy.toSorted(), names.toSorted()]);

const shownNoticeText = (notice: Notice): string => noticeText(notice.type, notice);

const lineText = (line: Omit<ModelLine, 'items' | 'isAmbiguous'>, { people }: ModelList): string => {
  const nameOf = (device: string): string => people.get(device) ?? device;
  return JSON.stringify([
    line.id,
    line.name,
    line.alsoNames.toSorted(),
    line.ticked,
    amountTexts(line.amounts),
    amountTexts(line.taken),
    line.note,
    line.aisle,
    line.price,
    line.tickedBy.map(nameOf),
    line.addedBy.map(nameOf),
    line.itemIds,
    line.notices.map((notice) => noticeText(notice.type, { ...notice, by: notice.by.map(nameOf) })).sort(),
  ]);
};

const shownLineText = (line: Line, view: ListView): string => {
  const notices = view.notices.flatMap((notice) =>
    'lineId' in notice && notice.lineId === line.id ? [shownNoticeText(notice)] : [],
  );
  return JSON.stringify([
    line.id,
    line.name,
    line.alsoNames.toSorted(),
    line.ticked,
    shownAmounts(line, 'amounts'),
    shownAmounts(line, 'taken'),
    line.note,
    line.aisle,
    line.price,
    line.tickedBy,
    line.addedBy,
    line.itemIds,
    notices.toSorted(),
  ]);
};

const pairsText = (pairs: ReadonlyMap<string, string>): string => JSON.stringify([...pairs].sort());

/** Differences between a replica that has seen `set` and the model, as text; none if all is well. */
export const differences = (world: World, set: ActSet, list: ToteList): readonly string[] => {
  const { view } = list;
  const model = readList(world, set);
  const found: string[] = [];
  const expected = new Map(model.lines.map((line) => [line.id, line]));
  for (const line of view.lines) {
    const wanted = expected.get(line.id);
    expected.delete(line.id);
    if (!wanted) found.push(`shown but not in the model: ${shownLineText(line, view)}`);
    else if (!wanted.isAmbiguous && lineText(wanted, model) !== shownLineText(line, view))
      found.push(`shown ${shownLineText(line, view)}\nmodel ${lineText(wanted, model)}`);
  }
  for (const { id, fields } of model.lines.flatMap((line) => line.items)) {
    const wanted = fields.later?.deed.kind === 'field' ? fields.later.deed.value : undefined;
    const kept = readLaterField(list, id as ItemId);
    if (kept !== wanted) found.push(`[D3] ${id} keeps ${String(kept)} for a later version, model ${wanted}`);
  }
  for (const line of expected.values()) found.push(`in the model but not shown: ${lineText(line, model)}`);
  const texts = [
    ['title', view.title, model.title],
    ['emoji', view.look.emoji ?? '', model.emoji],
    ['people', pairsText(view.people), pairsText(model.people)],
    ['stores', pairsText(new Map(view.stores.map(({ id, name }) => [id, name]))), pairsText(model.stores)],
  ] as const;
  for (const [what, shown, wanted] of texts) if (shown !== wanted) found.push(`${what} ${shown}, model ${wanted}`);
  const cameBack = view.notices.find(({ type }) => type === 'list-came-back');
  const shownDeletion = view.deletion
    ? `deleted by ${view.deletion.device}`
    : cameBack
      ? shownNoticeText(cameBack)
      : 'there';
  const { standing, by, deletedBy } = model.deletion;
  const deletion =
    standing === 'deleted'
      ? `deleted by ${by}`
      : standing === 'came-back'
        ? noticeText('list-came-back', { deletedBy })
        : 'there';
  if (shownDeletion !== deletion) found.push(`[M13] the list is ${shownDeletion}, model ${deletion}`);
  return [
    ...found,
    ...pastDifferences(model, list),
    ...misplacedLines(world, set, view.lines),
    ...misplacedAisles(world.acts, set, view.stores),
  ];
};
