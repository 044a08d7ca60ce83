/** Whether all is well: what must hold when a world has come to rest. */
import { fingerprint } from '@tote/seal';
import * as Y from 'yjs';
import { openToteList } from './acts.ts';
import { createReader } from './contents.ts';
import type { Session, SimDevice } from './sim-device.ts';
import type { World } from './world.ts';

/** How often agreement is looked for, in virtual milliseconds. */
const LOOK_MS = 200;

/** Open apps by device. */
const sessionsOf = (world: World): ReadonlyMap<string, Session> =>
  new Map(world.devices.flatMap(({ name, session }) => (session ? [[name, session]] : [])));

/** Why a device is not at rest; undefined if it is. */
const unrest = (world: World, { name, session }: SimDevice): string | undefined => {
  if (!session) return `${name} is off`;
  const { status, doc } = session.replica;
  const { local, relay, waiting, setAside, refusal } = status;
  if (refusal !== undefined) return `${name} was refused: ${refusal}`;
  if (relay !== 'live') return `${name} is ${relay}`;
  if (waiting > 0) return `${name} has ${waiting} acts waiting`;
  if (local.state !== 'saved') return `${name} is ${local.state} on its own disk`;
  // A device rightly remembers that it met a hole, though others have filled it.
  const bad = setAside.filter(({ reason }) => reason !== 'missing-at-relay' || !world.faults.counts['entry-damaged']);
  if (bad.length > 0)
    return `${name} set aside ${bad.map(({ position, reason }) => `${position} ${reason}`).join(', ')}`;
  const lacking = [...(doc.store.pendingStructs?.missing ?? [])];
  if (!lacking.every(([client, clock]) => world.custody.isLost(client, clock))) return `${name} has pending structs`;
  return undefined;
};

/** Lets time pass until nobody is restless and all show and hold the same; false if that took too long. */
export const untilAgreed = async (world: World, withinMs: number): Promise<boolean> => {
  const agrees = () => {
    if (world.devices.some((device) => unrest(world, device) !== undefined)) return false;
    const [first, ...others] = [...sessionsOf(world).values()];
    if (!first) return false;
    const shown = first.list.describe();
    const held = Y.snapshot(first.replica.doc);
    // What shows nowhere counts too: it may still be under way.
    return others.every(
      ({ list, replica }) => list.describe() === shown && Y.equalSnapshots(Y.snapshot(replica.doc), held),
    );
  };
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_MS) {
    if (agrees()) return true;
    await world.clock.advance(LOOK_MS);
  }
  return agrees();
};

/** What a document says when it is read anew, by a list that did not watch it grow. */
const readAnew = (doc: Y.Doc): string => {
  const anew = createReader();
  Y.applyUpdate(anew, Y.encodeStateAsUpdate(doc));
  const random = () => {
    throw new Error('reading draws nothing');
  };
  const list = openToteList(anew, { device: 'newcomer', random, nowMs: () => 0, readOnly: true });
  const shown = list.describe();
  list.dispose();
  return shown;
};

/** Holds all open devices against each other, and what they show against what the document says. */
export const judge = (world: World): void => {
  for (const device of world.devices) {
    const why = unrest(world, device);
    if (why !== undefined) world.complain('judge', why);
  }
  const [first, ...others] = [...sessionsOf(world)];
  if (!first) return world.complain('judge', 'nobody is there');
  const [firstName, { keys, replica, list }] = first;
  const mark = fingerprint(keys, list.visible()).hex;
  const held = Y.snapshot(replica.doc);
  const said = readAnew(replica.doc);
  for (const [name, other] of others) {
    if (!Y.equalSnapshots(held, Y.snapshot(other.replica.doc)))
      world.complain('judge', `${firstName} and ${name} hold different documents`);
    if (fingerprint(other.keys, other.list.visible()).hex !== mark)
      world.complain('judge', `${firstName} and ${name} differ:\n    ${list.describe()}\n    ${other.list.describe()}`);
  }
  for (const [name, { list: shown }] of [first, ...others])
    if (shown.describe() !== said)
      world.complain('judge', `${name} shows something else than the document:\n    ${shown.describe()}\n    ${said}`);
};

/** What one app may say to one relay while nobody acts: it connects and reads, shows its face to some who joined, says what it saw, makes a snapshot. */
const CALM_SAYINGS_MAX = 12;

/** Nobody may have chattered: `said` messages were sent by all apps while nobody acted. */
export const judgeCalm = (world: World, said: number): void => {
  const apps = sessionsOf(world).size;
  if (said > CALM_SAYINGS_MAX * apps * world.relays.length)
    world.complain('judge', `${apps} apps at rest sent ${said} messages`);
};

/** Holds what everybody shows against the merge contract, wherever it fixes what is shown. */
export const judgeContract = (world: World): void => {
  for (const [name, { list }] of sessionsOf(world))
    for (const difference of list.againstContract?.() ?? []) world.complain('contract', `${name}: ${difference}`);
};

/** Nothing that somebody still holds may be missing, and nobody may have claimed too much. */
export const judgeCustody = async (world: World): Promise<void> => {
  for (const violation of await world.custody.settle(sessionsOf(world))) world.complain('custody', violation);
};

/** Closes the app of a device that said "saved", and sees whether it was. */
export const closeAndReadDisk = async (world: World, device: SimDevice): Promise<void> => {
  const { session } = device;
  if (!session) return;
  const { doc, status } = session.replica;
  const held = Y.snapshot(doc);
  await device.stop();
  if (status.local.state === 'saved' && !Y.equalSnapshots(held, Y.snapshot(await device.readDisk())))
    world.complain('judge', `${device.name} said "saved", and its disk holds something else`);
};
