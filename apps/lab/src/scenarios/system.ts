/** What a distributed system promises, shown on one shopping list. */
import type { DeviceFrame, RelayFrame } from '../stage/frame.ts';
import { allAgree, allShow, ann, ben, cleo, dan, promising, relay, rowsOf } from './build.ts';
import type { Pledge, Scenario } from './scenario.ts';

const device = (name: string, promise: string, holds: (device: DeviceFrame) => boolean): Pledge => ({
  promise,
  look: ({ devices }) => {
    const found = devices.find((one) => one.name === name);
    return {
      isKept: found !== undefined && holds(found),
      found: found ? `${name} shows ${rowsOf(found).join(' · ')}` : `${name} is not there`,
    };
  },
});
const relayIs = (name: string, promise: string, holds: (relay: RelayFrame) => boolean): Pledge => ({
  promise,
  look: ({ last }) => {
    const found = last.relays.find((one) => one.name === name);
    return { isKept: found !== undefined && holds(found), found: `${found?.entries ?? 0} entries` };
  },
});
const nothingBroken: Pledge = {
  promise: 'Nothing that was acknowledged is lost',
  look: ({ last: { violations } }) => ({ isKept: violations.length === 0, found: violations.join(', ') }),
};

/** One change on its way to five others: to the relay, an answer, and five times onwards. */
const FAN_OUT_MESSAGES = 7;
/** What these may cost at most. */
const FAN_OUT_BYTES_MAX = 2_000;

/** Scenarios of the system as a whole. */
export const SYSTEM_SCENARIOS: readonly Scenario[] = [
  promising('system', {
    id: 'consistency',
    title: 'Cut everything, edit everywhere, heal',
    story:
      'The plain test of eventual consistency. Nobody can reach anybody, all go on working, then the network comes back. Nobody is asked to resolve a conflict.',
    setup: { count: 3 },
    steps: [
      {
        say: 'All three lose the network.',
        actions: [ann.goOffline(), ben.goOffline(), cleo.goOffline()],
        then: 1_000,
      },
      { say: 'Ann adds tea and takes the milk.', actions: [ann.add('tea'), ann.tick('milk')], then: 1_000 },
      { say: 'Ben wants one egg more.', actions: [ben.step('eggs', 1)], then: 1_000 },
      { say: 'Cleo adds plums.', actions: [cleo.add('plums')], then: 1_500 },
      { say: 'The network is back for all three.', actions: [{ type: 'heal' }], then: 'agreement' },
    ],
    promise: 'Every wish is on every device',
    rows: [
      ['[x] milk', '[ ] bread', '[ ] eggs, 2', '[ ] tea', '[ ] plums'],
      ['[x] milk', '[ ] bread', '[ ] eggs, 2', '[ ] plums', '[ ] tea'],
    ],
    also: [nothingBroken],
  }),
  promising('system', {
    id: 'concurrency',
    title: 'Four hands on one line',
    story:
      'No locks, no turns, no “somebody else is editing”. Four people change the same line at the same moment; what each of them meant is kept.',
    setup: { count: 4, lines: ['1 l milk'] },
    steps: [
      {
        say: 'Ann wants one litre more, Ben too, Cleo writes a note, Dan renames it.',
        actions: [
          ann.step('milk', 1),
          ben.step('milk', 1),
          cleo.note('milk', 'the green one'),
          dan.rename('milk', 'oat milk'),
        ],
        then: 'agreement',
      },
    ],
    promise: 'All four wishes on one line',
    rows: [['[ ] oat milk, 3 l “the green one”']],
  }),
  {
    id: 'latency',
    group: 'system',
    title: 'The screen never waits',
    story:
      'Every act is done on the device first and sent afterwards. The line here takes three seconds, the tick is there at once. We stop a tenth of a second later: the message has hardly left.',
    setup: { count: 2, latencyMs: 3_000 },
    steps: [{ say: 'Ann ticks milk. A tenth of a second passes.', actions: [ann.tick('milk')], then: 100 }],
    pledges: [
      device('Ann', 'Ann sees her tick', (one) => rowsOf(one)[0] === '[x] milk'),
      device('Ann', '… and that it is not at the relay yet', ({ waiting }) => waiting === 1),
      device('Ben', 'Ben does not know of it yet', (one) => rowsOf(one)[0] === '[ ] milk'),
      {
        promise: 'The message is on its way',
        look: ({ last: { flights } }) => ({
          isKept: flights.some(({ kind }) => kind === 'change'),
          found: `${flights.length} messages`,
        }),
      },
    ],
    rows: [],
  },
  promising('system', {
    id: 'fault tolerance',
    title: 'Plugs are pulled',
    story:
      'The relay loses power in the middle of its work, a phone right after an edit. “Stored” means “on disk”: what was acknowledged is there afterwards, and the rest is sent again.',
    setup: { count: 3 },
    steps: [
      { say: 'Ann adds tea, Ben ticks milk.', actions: [ann.add('tea'), ben.tick('milk')], then: 600 },
      { say: 'The relay loses power.', actions: [relay('kill')], then: 1_500 },
      { say: 'Cleo adds plums. Only her phone has them.', actions: [cleo.add('plums')], then: 1_000 },
      { say: 'A second later her phone loses power too.', actions: [cleo.crash()], then: 1_500 },
      {
        say: 'The relay starts, Cleo switches on. Her phone still has the plums.',
        actions: [relay('start'), cleo.open()],
        then: 'agreement',
      },
    ],
    promise: 'Tea, plums and the tick are everywhere',
    rows: [
      ['[x] milk', '[ ] bread', '[ ] eggs', '[ ] tea', '[ ] plums'],
      ['[x] milk', '[ ] bread', '[ ] eggs', '[ ] plums', '[ ] tea'],
    ],
    also: [nothingBroken],
  }),
  promising('system', {
    id: 'failover',
    title: 'Two relays, one dies',
    story:
      'A list may follow several relays that know nothing of each other. Any one of them is enough, and the devices carry over what one of them missed.',
    setup: { count: 3, relays: 2 },
    steps: [
      { say: 'The first relay loses power.', actions: [relay('kill')], then: 1_500 },
      {
        say: 'Nobody notices: Ann adds tea, Ben ticks milk.',
        actions: [ann.add('tea'), ben.tick('milk')],
        then: 'agreement',
      },
      {
        say: 'The first comes back, the second dies.',
        actions: [relay('start'), relay('kill', 'relay2')],
        then: 4_000,
      },
      { say: 'Cleo adds plums. All goes on.', actions: [cleo.add('plums')], then: 'agreement' },
    ],
    promise: 'Everything reached everybody',
    rows: [['[x] milk', '[ ] bread', '[ ] eggs', '[ ] tea', '[ ] plums']],
    also: [
      relayIs('relay1', 'The first relay has what it missed', ({ entries, isUp }) => isUp && entries > 3),
      nothingBroken,
    ],
  }),
  promising('system', {
    id: 'decentralisation',
    title: 'The server is wiped',
    story:
      'The relay owns nothing. Every device has a full copy, so an empty relay is filled again by whoever meets it, and whoever joins afterwards gets everything.',
    setup: { count: 2 },
    steps: [
      { say: 'All the relay’s data is destroyed.', actions: [relay('wipe')], then: 1_500 },
      { say: 'Ann and Ben find it empty and bring back what they have.', actions: [], then: 6_000 },
      {
        say: 'Cleo joins by the link. She has nothing but the relay.',
        actions: [{ type: 'join', name: 'Cleo', role: 'edit' }],
        then: 'agreement',
      },
    ],
    promise: 'Everything is there, for the newcomer too',
    rows: [['[ ] milk', '[ ] bread', '[ ] eggs']],
    also: [relayIs('relay1', 'The relay is filled again', ({ entries }) => entries > 0), nothingBroken],
  }),
  promising('system', {
    id: 'old backup',
    title: 'An old backup is put in place',
    story:
      'After a disk failure somebody puts last week’s backup on the server. Elsewhere the list jumps back a week. Here the devices notice that the relay knows less than it did, and bring the rest.',
    setup: { count: 2 },
    steps: [
      { say: 'The relay makes a backup.', actions: [relay('back-up')], then: 500 },
      {
        say: 'Life goes on: tea is added, milk is taken.',
        actions: [ann.add('tea'), ben.tick('milk')],
        then: 'agreement',
      },
      { say: 'The relay comes back with its old backup.', actions: [relay('roll-back')], then: 6_000 },
      { say: 'The devices bring what it lacks.', actions: [], then: 'agreement' },
      {
        say: 'Cleo joins and sees it all.',
        actions: [{ type: 'join', name: 'Cleo', role: 'edit' }],
        then: 'agreement',
      },
    ],
    promise: 'Nobody lost a line',
    rows: [['[x] milk', '[ ] bread', '[ ] eggs', '[ ] tea']],
    also: [nothingBroken],
  }),
  promising('system', {
    id: 'redundancy',
    title: 'A phone falls into the sea',
    story:
      'Ann’s phone is gone with all that it stored. She needs no account and no support desk: she opens the link again, and everything is there.',
    setup: { count: 3 },
    steps: [
      { say: 'Ann adds tea. It is at the relay.', actions: [ann.add('tea')], then: 'agreement' },
      { say: 'Her phone is gone.', actions: [ann.wipe()], then: 2_000 },
      { say: 'A new phone, the same link.', actions: [ann.open()], then: 'agreement' },
    ],
    promise: 'Everything is back',
    rows: [['[ ] milk', '[ ] bread', '[ ] eggs', '[ ] tea']],
    also: [nothingBroken],
  }),
  promising('system', {
    id: 'scalability',
    title: 'One change, six devices',
    story:
      'The relay computes nothing: it appends a sealed envelope to a log and passes it on. One change is sealed once, stored once and delivered five times, whatever the list holds.',
    setup: { count: 6 },
    steps: [{ say: 'Ann ticks milk.', actions: [ann.tick('milk')], then: 'agreement' }],
    promise: 'It reached all six',
    rows: [['[x] milk', '[ ] bread', '[ ] eggs']],
    also: [
      {
        promise: `It cost ${FAN_OUT_MESSAGES} messages: one up, one “stored”, five down`,
        look: ({ last: { agreement } }) => ({
          isKept: agreement.messages === FAN_OUT_MESSAGES,
          found: `${agreement.messages} messages`,
        }),
      },
      {
        promise: `… and less than ${FAN_OUT_BYTES_MAX / 1_000} kB in all`,
        look: ({ last: { agreement } }) => ({
          isKept: agreement.bytes < FAN_OUT_BYTES_MAX,
          found: `${agreement.bytes} bytes`,
        }),
      },
    ],
  }),
  {
    id: 'security',
    group: 'system',
    title: 'What the relay sees, and who may write',
    story:
      'Every change is sealed and signed on the device. Click the relay to see what it holds: random bytes. Ben has a view link: he sees everything and can change nothing, and neither he nor the relay could forge a change.',
    setup: {
      devices: [
        { name: 'Ann', role: 'edit' },
        { name: 'Ben', role: 'view' },
      ],
    },
    steps: [
      { say: 'Ann adds caviar.', actions: [ann.add('caviar')], then: 'agreement' },
      { say: 'Ben, who may only look, tries to tick it.', actions: [ben.tick('caviar')], then: 2_000 },
    ],
    pledges: [
      allShow('Ben sees it and has changed nothing', [['[ ] milk', '[ ] bread', '[ ] eggs', '[ ] caviar']]),
      device('Ben', 'Ben is told that he may only look', ({ outcome }) => outcome.includes('only look')),
      relayIs(
        'relay1',
        'The relay holds the change, and can read no word of it',
        ({ entries, leaks }) => entries > 1 && leaks === 0,
      ),
      allAgree,
    ],
    rows: [],
  },
];
