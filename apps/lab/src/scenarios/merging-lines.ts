/** M1 to M9: adding, ticking, clearing, deleting, amounts, names. */
import { ann, areTold, ben, merging } from './build.ts';
import type { Scenario } from './scenario.ts';

/** Scenarios of single lines. */
export const LINE_SCENARIOS: readonly Scenario[] = [
  merging({
    id: 'M1',
    title: 'Both add milk',
    story:
      'Ann and Ben both remember the milk. Neither can know of the other yet: their messages cross on the way. Nobody wants two lines.',
    setup: { lines: [] },
    steps: [
      {
        say: 'At the same moment Ann adds 2 l milk and Ben adds 1 l milk.',
        actions: [ann.add('2 l milk'), ben.add('1 l milk')],
        then: 2_500,
      },
      { say: 'The messages cross. Both wishes are kept, on one line.', actions: [], then: 'agreement' },
    ],
    promise: 'One line, and both amounts count',
    rows: [['[ ] milk, 2 + 1 l'], ['[ ] milk, 1 + 2 l']],
  }),
  merging({
    id: 'M2',
    title: 'Both take the milk',
    story: 'Ann and Ben are in the same shop, each in another aisle. Each puts milk into a trolley and ticks it.',
    steps: [
      { say: 'Both tick milk at the same moment.', actions: [ann.tick('milk'), ben.tick('milk')], then: 2_500 },
      { say: 'It is ticked, of course. But they have two now, so both are told.', actions: [], then: 'agreement' },
    ],
    promise: 'Milk is ticked',
    rows: [['[x] milk']],
    also: [areTold('Both are told that both took it', ['Ann', 'Ben'], 'both took milk')],
    tells: true,
  }),
  merging({
    id: 'M3',
    title: 'A tick and an untick cross',
    story:
      'Ann, in the cellar without signal, takes the milk. Upstairs Ben ticks it by mistake and takes his tick back. His untick must not undo what Ann did.',
    steps: [
      { say: 'Ann has no network. She takes the milk.', actions: [ann.goOffline(), ann.tick('milk')], then: 1_500 },
      { say: 'Ben ticks milk by mistake …', actions: [ben.tick('milk')], then: 1_500 },
      {
        say: '… and unticks it. He takes back the tick that he saw: his own.',
        actions: [ben.untick('milk')],
        then: 2_000,
      },
      { say: 'Ann has a signal again.', actions: [ann.goOnline()], then: 'agreement' },
    ],
    promise: 'Ann’s tick, which Ben had not seen, stands',
    rows: [['[x] milk']],
  }),
  merging({
    id: 'M4',
    title: 'Clear done, and somebody still needs it',
    story:
      'Ann has done the shopping and clears what is ticked. At the same moment Ben unticks the milk: he still needs some.',
    setup: { lines: ['milk', 'bread'] },
    steps: [
      { say: 'Ann has taken milk and bread.', actions: [ann.tick('milk'), ann.tick('bread')], then: 'agreement' },
      {
        say: 'Ann clears done. At the same moment Ben unticks milk.',
        actions: [ann.clear(), ben.untick('milk')],
        then: 2_500,
      },
      { say: 'The bread goes. The milk, which somebody still wants, stays.', actions: [], then: 'agreement' },
    ],
    promise: 'Milk stays on the list, open; bread is gone',
    rows: [['[ ] milk']],
  }),
  merging({
    id: 'M5',
    title: 'Clear done, while somebody ticks more',
    story:
      'Ann clears what is done. Ben, elsewhere, ticks another line at that moment. Ann has not seen his tick, so her clearing must spare it.',
    setup: { lines: ['milk', 'bread'] },
    steps: [
      { say: 'Ann has taken the milk.', actions: [ann.tick('milk')], then: 'agreement' },
      { say: 'Ann clears done. Ben ticks bread.', actions: [ann.clear(), ben.tick('bread')], then: 2_500 },
      { say: 'Only what Ann saw ticked goes.', actions: [], then: 'agreement' },
    ],
    promise: 'Milk is gone; bread is still there, ticked',
    rows: [['[x] bread']],
  }),
  merging({
    id: 'M6',
    title: 'Deleted here, changed there',
    story:
      'Ann thinks that nobody needs the milk and deletes it. Ben has just made it oat milk. Most programs let the deletion win and Ben’s wish vanishes.',
    steps: [
      {
        say: 'Ann deletes milk. At the same moment Ben renames it to oat milk.',
        actions: [ann.remove('milk'), ben.rename('milk', 'oat milk')],
        then: 2_500,
      },
      { say: 'The edit wins, and Ann is told why it is back.', actions: [], then: 'agreement' },
    ],
    promise: 'Oat milk is on the list',
    rows: [['[ ] oat milk']],
    also: [areTold('Ann, who deleted it, is told who wants it', ['Ann'], 'oat milk is back: Ben changed it')],
    tells: true,
  }),
  merging({
    id: 'M7',
    title: 'One more here, two more there',
    story:
      'Amounts are counted, not overwritten. Then Ann says “twelve, all in all” while Ben adds one that she has not seen.',
    setup: { lines: ['6 eggs'] },
    steps: [
      {
        say: 'Six eggs. At the same moment Ann wants one more and Ben two more.',
        actions: [ann.step('eggs', 1), ben.step('eggs', 2)],
        then: 'agreement',
      },
      {
        say: 'Nine. Now Ann sets it to 12, and Ben, who has not seen that, adds one.',
        actions: [ann.set('eggs', { value: 12, unit: '' }), ben.step('eggs', 1)],
        then: 2_500,
      },
      { say: 'A set replaces only what it saw. Ben’s one comes on top.', actions: [], then: 'agreement' },
    ],
    promise: '6 + 1 + 2 = 9, then 12 + 1 = 13',
    rows: [['[ ] eggs, 13']],
  }),
  merging({
    id: 'M8',
    title: 'Taken, and wanted once more',
    story: 'Ann takes the one litre that the list asks for. Ben, at home, has just made it two.',
    setup: { lines: ['1 l milk'] },
    steps: [
      {
        say: 'Ann ticks 1 l milk. At the same moment Ben adds one litre.',
        actions: [ann.tick('milk'), ben.step('milk', 1)],
        then: 2_500,
      },
      { say: 'Ann answered the wish that she saw. The rest is still to get.', actions: [], then: 'agreement' },
    ],
    promise: 'One litre taken, one to get',
    rows: [['[ ] milk, 1 l (1 l taken)']],
  }),
  merging({
    id: 'M9',
    title: 'Two new names',
    story:
      'Ann makes it oat milk, Ben makes it soy milk. Letters are never mixed into “soat milk”, and no name is lost in silence.',
    steps: [
      {
        say: 'Both rename milk at the same moment.',
        actions: [ann.rename('milk', 'oat milk'), ben.rename('milk', 'soy milk')],
        then: 2_500,
      },
      { say: 'One name wins, the same everywhere. The other one is offered.', actions: [], then: 'agreement' },
    ],
    promise: 'One winner, the same everywhere',
    rows: [['[ ] oat milk'], ['[ ] soy milk']],
    also: [areTold('Both are shown the other name as well', ['Ann', 'Ben'], 'also called')],
    tells: true,
  }),
];
