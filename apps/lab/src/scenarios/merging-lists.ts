/** M10 to M17: fields, order, aisles, the whole list, undo, imports, clocks, delivery. */
import { ann, areTold, ben, cleo, merging } from './build.ts';
import type { Pledge, Scenario } from './scenario.ts';

const detailIs = (promise: string, choices: readonly string[]): Pledge => ({
  promise,
  look: ({ devices }) => {
    const shown = devices.map(({ lines }) => lines[0]?.details.join(', ') ?? '');
    const [first = ''] = shown;
    return { isKept: choices.includes(first) && shown.every((one) => one === first), found: shown.join(' / ') };
  },
});

const cannotUndo: Pledge = {
  promise: 'Ann is told why she cannot undo it',
  look: ({ devices }) => {
    const outcome = devices.find(({ name }) => name === 'Ann')?.outcome ?? '';
    return { isKept: outcome.startsWith('Cannot undo'), found: outcome };
  },
};

/** Scenarios of whole lists. */
export const LIST_SCENARIOS: readonly Scenario[] = [
  merging({
    id: 'M10',
    title: 'Two things about one line',
    story:
      'Ann writes a note on the milk. Ben says how much. These do not contradict each other, so neither may be lost.',
    steps: [
      {
        say: 'At the same moment Ann notes “the green one”, and Ben sets 2 l.',
        actions: [ann.note('milk', 'the green one'), ben.set('milk', { value: 2, unit: 'l' })],
        then: 2_500,
      },
      { say: 'Both apply.', actions: [], then: 'agreement' },
    ],
    promise: 'Milk has Ben’s amount and Ann’s note',
    rows: [['[ ] milk, 2 l “the green one”']],
  }),
  merging({
    id: 'M11',
    title: 'Two people move the tea',
    story:
      'Moving is often done as “delete here, insert there”. Then two people who move the same line make two of it. Here there is one, and nothing else moves.',
    setup: { lines: ['milk', 'bread', 'eggs', 'tea'] },
    steps: [
      {
        say: 'Ann moves tea to the top. At the same moment Ben moves it before eggs.',
        actions: [ann.move('tea', 'first'), ben.move('tea', { before: 'eggs' })],
        then: 2_500,
      },
      { say: 'One tea, at one of the two places, the same everywhere.', actions: [], then: 'agreement' },
    ],
    promise: 'One copy; the others keep their order',
    rows: [
      ['[ ] tea', '[ ] milk', '[ ] bread', '[ ] eggs'],
      ['[ ] milk', '[ ] bread', '[ ] tea', '[ ] eggs'],
    ],
  }),
  merging({
    id: 'M12',
    title: 'Two aisles for one line',
    story: 'Where does oat milk stand? Ann says dairy, Ben says drinks. There is one answer, the same on every phone.',
    setup: { lines: ['oat milk'] },
    steps: [
      {
        say: 'Both choose an aisle at the same moment.',
        actions: [ann.aisle('oat milk', 'dairy'), ben.aisle('oat milk', 'drinks')],
        then: 2_500,
      },
      { say: 'One of the two wins, everywhere.', actions: [], then: 'agreement' },
    ],
    promise: 'Oat milk is there once …',
    rows: [['[ ] oat milk']],
    also: [detailIs('… in one aisle, the same everywhere', ['dairy', 'drinks'])],
  }),
  merging({
    id: 'M13',
    title: 'The list is deleted, and somebody adds to it',
    story:
      'Ann deletes the whole list for everyone. Ben has not seen that and adds bread. Elsewhere he would lose it without a word.',
    steps: [
      {
        say: 'Ann deletes the list for everyone. At the same moment Ben adds bread.',
        actions: [ann.deleteList(), ben.add('bread')],
        then: 2_500,
      },
      { say: 'The list is back, with a notice.', actions: [], then: 'agreement' },
    ],
    promise: 'Everything is there, with the bread',
    rows: [['[ ] milk', '[ ] bread']],
    also: [areTold('Ann, who deleted it, is told why', ['Ann'], 'The list is back')],
    tells: true,
  }),
  merging({
    id: 'M14',
    title: 'Undo takes back only what is mine',
    story: 'Ann adds tea, Ben makes it two. Then Ann presses undo. A plain undo would throw away Ben’s change as well.',
    steps: [
      { say: 'Ann adds tea.', actions: [ann.add('tea')], then: 'agreement' },
      { say: 'Ben wants one more.', actions: [ben.step('tea', 1)], then: 'agreement' },
      { say: 'Ann presses undo.', actions: [ann.undo()], then: 1_500 },
    ],
    promise: 'The tea stays, with Ben’s change',
    rows: [['[ ] milk', '[ ] tea, 2']],
    also: [cannotUndo],
    tells: true,
  }),
  merging({
    id: 'M15',
    title: 'One backup, imported twice',
    story: 'Ann finds an old backup and imports it. So does Ben. Most programs now show everything twice.',
    steps: [
      {
        say: 'Both import the same backup at the same moment: milk, coffee, rice.',
        actions: [ann.import('milk', 'coffee', 'rice'), ben.import('milk', 'coffee', 'rice')],
        then: 2_500,
      },
      { say: 'What is imported has the same identity wherever it is imported.', actions: [], then: 'agreement' },
    ],
    promise: 'Nothing doubles',
    rows: [['[ ] milk', '[ ] coffee', '[ ] rice']],
  }),
  merging({
    id: 'M16',
    title: 'Clocks that are wrong by years',
    story:
      '“The last one wins” asks clocks who was last. But Ben’s clock is ten years ahead, and Ann’s ten years behind. Here clocks are only ever shown; they decide nothing.',
    setup: { lines: ['6 eggs'] },
    steps: [
      { say: 'Both clocks go wrong.', actions: [ann.clockYears(-10), ben.clockYears(10)], then: 800 },
      { say: 'Ben sets the eggs to 8.', actions: [ben.set('eggs', { value: 8, unit: '' })], then: 'agreement' },
      {
        say: 'Ann sees the 8 and makes it 12: twenty years before Ben, if one believes the clocks.',
        actions: [ann.set('eggs', { value: 12, unit: '' })],
        then: 'agreement',
      },
    ],
    promise: 'Twelve: Ann had seen the eight',
    rows: [['[ ] eggs, 12']],
  }),
  merging({
    id: 'M17',
    title: 'Slow, twice, and in another order',
    story:
      'Ann’s line is slow, Ben’s is fast, and Cleo’s breaks just when the answer comes back, so that she sends it all again. Whatever the order, whatever comes twice: it is the same list.',
    setup: { count: 3, lines: ['milk', 'bread'] },
    steps: [
      {
        say: 'Ann’s line takes two seconds, Ben’s a tenth of one.',
        actions: [ann.latency(2_000), ben.latency(100)],
        then: 500,
      },
      {
        say: 'All three act at once.',
        actions: [
          ann.add('tea'),
          ann.tick('milk'),
          ben.step('bread', 1),
          cleo.rename('bread', 'rye bread'),
          cleo.tick('milk'),
        ],
        then: 750,
      },
      { say: 'Cleo’s line breaks before she hears that all is stored.', actions: [cleo.breakLine(true)], then: 4_000 },
      { say: 'She sends it again. Nothing happens twice.', actions: [], then: 'agreement' },
    ],
    promise: 'The same lines in the same order',
    rows: [['[x] milk', '[ ] rye bread, 2', '[ ] tea']],
  }),
];
