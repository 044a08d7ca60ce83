/** A list as one device shows it, in plain words and values. */
import { amountFormatOf, type DeviceId, type Line, type ListView, type Notice } from '@tote/list';
import type { ShownLine } from './frame.ts';

const english = amountFormatOf('en');
/** With its parts, so that one sees what was added up. */
const amountsText = (amounts: Line['amounts']): string => amounts.map(english.parts).join(' + ');

const showLine = (line: Line): ShownLine => ({
  id: line.id,
  name: line.name,
  amount: amountsText(line.amounts),
  note: line.note,
  taken: amountsText(line.taken),
  ticked: line.ticked,
  tickedBy: line.tickedBy,
  addedBy: line.addedBy,
  details: [
    line.note,
    line.aisle ?? '',
    line.alsoNames.length > 0 ? `also: ${line.alsoNames.join(', ')}` : '',
    line.taken.length > 0 ? `${amountsText(line.taken)} taken already` : '',
  ].filter((text) => text !== ''),
});

const names = (all: readonly string[]) => all.join(' and ');

const tellNotice = (notice: Notice): string => {
  switch (notice.type) {
    case 'both-took-it':
      return `${names(notice.by)} both took ${notice.name}`;
    case 'came-back':
      return `${notice.name} is back: ${names(notice.by)} changed it`;
    case 'also-named':
      return `${notice.name} is also called ${names(notice.names)}`;
    case 'list-came-back':
      return 'The list is back: somebody changed it who had not seen that it was deleted';
  }
};

/** What a device shows of its list. */
export interface ShownView {
  readonly lines: readonly ShownLine[];
  readonly notices: readonly string[];
  readonly isDeleted: boolean;
}

const linesSeen = new WeakMap<Line, ShownLine>();

const remembered = (line: Line): ShownLine => {
  const shown = linesSeen.get(line) ?? showLine(line);
  linesSeen.set(line, shown);
  return shown;
};

/** Who deleted is told that it came back; the others never saw it go. */
const concerns =
  (device: DeviceId) =>
  (notice: Notice): boolean =>
    !('deletedBy' in notice) || notice.deletedBy.includes(device);

/** Shows a view on a device. Lines that did not change are not shown anew. */
export const showView = (view: ListView, device: DeviceId): ShownView => ({
  lines: view.lines.map(remembered),
  notices: view.notices.filter(concerns(device)).map(tellNotice),
  isDeleted: view.deletion !== undefined,
});
