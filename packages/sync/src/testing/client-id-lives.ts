/**
 * Random lives of a few devices that share one list, for the rule of client ids (S16). Ids are chosen by the real keeper;
 * tabs, disks, the relay's log and all that befalls them are played here, one step after the other, as a seed decides.
 * A life ends with everybody on-line; then all must show the same, and nothing that the log or a disk holds may be missing.
 */
import * as prng from 'lib0/prng';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createClientIdKeeper, type ClientIdKeeper } from '../client-id.ts';
import type { KeptClientId } from '../session-note.ts';
import type { IdRule, LifeResult } from './client-id-rule.ts';

type Row =
  | { readonly kind: 'data'; readonly update: Uint8Array; readonly edit: number | undefined }
  | { readonly kind: 'note'; readonly kept: KeptClientId | undefined; readonly generation: number };

interface Device {
  rows: Row[];
  durable: number;
  backup: readonly Row[];
  readonly tabs: Tab[];
}

interface Tab {
  readonly device: Device;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly keeper: ClientIdKeeper;
  readonly noted: KeptClientId | undefined;
  readonly inbox: Uint8Array[];
  generation: number | undefined;
  online: boolean;
  holdsLock: boolean;
  hasLoaded: boolean;
  judged: boolean;
}

const DEVICES = 3;
const TABS_MAX = 2;
const STEPS = 60;
const FROM_DISK = Symbol('from disk');

/** Plays one life. */
export const playLife = (seed: number, rule: IdRule): LifeResult => {
  const random = prng.create(seed);
  const below = (bound: number) => prng.int32(random, 0, bound - 1);
  const count = { reused: 0, declined: 0, crashesWithLoss: 0, restores: 0, takeOvers: 0, relayLosses: 0 };
  const devices = Array.from({ length: DEVICES }, (): Device => ({ rows: [], durable: 0, backup: [], tabs: [] }));
  const allTabs = () => devices.flatMap(({ tabs }) => tabs);
  let log: Uint8Array[] = [];
  let logDoc = new Y.Doc();
  let generation = 1;
  let edits = 0;
  /** What has reached the log, and so must stay. */
  let sent = new Set<string>();

  const load = (tab: Pick<Tab, 'doc' | 'device'>) => {
    for (const row of tab.device.rows) if (row.kind === 'data') Y.applyUpdate(tab.doc, row.update, FROM_DISK);
  };
  const writeNote = ({ device, keeper, generation: known }: Tab) => {
    if (known !== undefined) device.rows.push({ kind: 'note', kept: keeper.kept, generation: known });
  };
  const flush = (device: Device) => {
    device.durable = device.rows.length;
  };
  const judge = (tab: Tab, trusted: boolean) => {
    const before = tab.doc.clientID;
    tab.keeper.logRead(trusted || !rule.heedsLoss);
    if (tab.judged || !rule.isExclusive(tab)) return;
    tab.judged = true;
    if (tab.doc.clientID !== before) count.reused++;
    else if (tab.noted) count.declined++;
  };

  const open = (device: Device): Tab => {
    const doc = new Y.Doc();
    load({ doc, device });
    const note = device.rows.findLast((row) => row.kind === 'note');
    const noted = rule.readNote(note?.kept, doc);
    doc.clientID = rule.startOn(prng.uint32(random, 1, 0xffffffff), noted);
    const awareness = new Awareness(doc);
    const holdsLock = device.tabs.length === 0;
    const draw = () => prng.uint32(random, 1, 0xffffffff);
    const keeper = createClientIdKeeper({
      doc,
      awareness,
      kept: noted,
      isExclusive: () => rule.isExclusive(tab),
      draw,
    });
    const tab: Tab = {
      ...{ device, doc, awareness, keeper, noted, inbox: [], generation: note?.generation },
      ...{ online: false, holdsLock, hasLoaded: true, judged: false },
    };
    device.tabs.push(tab);
    doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (origin === FROM_DISK || !(tab.holdsLock || transaction.local)) return;
      device.rows.push({ kind: 'data', update, edit: transaction.local ? edits : undefined });
    });
    if (!rule.asksRelay) judge(tab, true);
    return tab;
  };

  /** The tab is gone; the next in line has the lock, though not yet what is on the disk. */
  const leave = (tab: Tab) => {
    tab.awareness.destroy();
    tab.doc.destroy();
    tab.device.tabs.splice(tab.device.tabs.indexOf(tab), 1);
    const [next] = tab.device.tabs;
    if (!next || next.holdsLock) return;
    next.holdsLock = true;
    next.hasLoaded = false;
    count.takeOvers++;
  };
  const close = (tab: Tab) => {
    writeNote(tab);
    flush(tab.device);
    leave(tab);
  };
  const takeOver = (tab: Tab) => {
    if (tab.hasLoaded) return;
    load(tab);
    tab.keeper.realign();
    tab.device.rows.push({ kind: 'data', update: Y.encodeStateAsUpdate(tab.doc), edit: undefined });
    tab.hasLoaded = true;
  };

  const deliver = (from: Tab, update: Uint8Array, everywhere: boolean) => {
    for (const tab of allTabs())
      if (tab !== from && (tab.device === from.device || (everywhere && tab.online))) tab.inbox.push(update);
  };
  const send = (tab: Tab) => {
    const update = Y.encodeStateAsUpdate(tab.doc, Y.encodeStateVector(logDoc));
    for (const key of tab.doc.getMap('edits').keys()) sent.add(key);
    log.push(update);
    Y.applyUpdate(logDoc, update);
    deliver(tab, update, true);
  };
  const receive = (tab: Tab, updates: readonly Uint8Array[]) => {
    for (const update of updates) Y.applyUpdate(tab.doc, update, 'elsewhere');
    tab.keeper.realign();
  };
  const connect = (tab: Tab) => {
    if (tab.online) return;
    receive(tab, log);
    tab.online = true;
    const trusted = tab.generation === undefined || tab.generation === generation;
    tab.generation = generation;
    judge(tab, trusted);
    send(tab);
  };
  const edit = (tab: Tab) => {
    edits++;
    const before = Y.encodeStateVector(tab.doc);
    tab.doc.transact(() => {
      tab.doc.getMap('edits').set(`${edits}`, edits);
      const line = tab.doc.getArray<number>('line');
      line.insert(below(line.length + 1), [edits]);
      if (line.length > 3 && below(4) === 0) line.delete(below(line.length));
    });
    if (tab.online) send(tab);
    else deliver(tab, Y.encodeStateAsUpdate(tab.doc, before), false);
    if (below(2) === 0) writeNote(tab);
  };

  const crash = (device: Device) => {
    const cut = device.durable + below(device.rows.length - device.durable + 1);
    if (cut < device.rows.length) count.crashesWithLoss++;
    device.rows = device.rows.filter(({ kind }, i) => i < cut || kind === rule.outlivesCrash);
    flush(device);
    for (const tab of [...device.tabs]) leave(tab);
  };
  const restore = (device: Device) => {
    if (device.tabs.length > 0) return;
    device.rows = [...device.backup];
    flush(device);
    count.restores++;
  };
  const loseLog = () => {
    log = log.slice(0, below(log.length + 1));
    logDoc = new Y.Doc();
    for (const update of log) Y.applyUpdate(logDoc, update);
    sent = new Set(logDoc.getMap('edits').keys());
    generation++;
    for (const tab of allTabs()) tab.online = false;
    count.relayLosses++;
  };

  const step = (device: Device) => {
    const dice = below(100);
    if (dice < 1) return loseLog();
    if (dice < 4) return restore(device);
    if (dice < 8) return crash(device);
    if (dice < 12) return flush(device);
    if (dice < 15) return void (device.backup = device.rows.slice(0, device.durable));
    if (device.tabs.length === 0 || (dice < 22 && device.tabs.length < TABS_MAX)) return void open(device);
    const tab = prng.oneOf(random, device.tabs);
    if (dice < 30) return close(tab);
    if (dice < 34) return leave(tab);
    if (dice < 48) return connect(tab);
    if (dice < 53) return void (tab.online = false);
    if (dice < 58) return takeOver(tab);
    if (dice < 70) return receive(tab, tab.inbox.splice(0));
    return edit(tab);
  };

  for (let i = 0; i < STEPS; i++) step(prng.oneOf(random, devices));
  for (const tab of allTabs()) {
    takeOver(tab);
    close(tab);
  }
  for (let round = 0; round < 2; round++)
    for (const device of devices) {
      const tab = open(device);
      connect(tab);
      close(tab);
    }

  for (const { rows } of devices) for (const row of rows) if (row.kind === 'data' && row.edit) sent.add(`${row.edit}`);
  const ends = devices.map((device) => {
    const doc = new Y.Doc();
    load({ doc, device });
    for (const update of log) Y.applyUpdate(doc, update);
    return doc;
  });
  const shown = [logDoc, ...ends].map((doc) =>
    JSON.stringify([
      doc.getArray('line'),
      Object.entries(doc.getMap('edits').toJSON()).sort(),
      doc.store.pendingStructs,
    ]),
  );
  return {
    ...count,
    diverged: new Set(shown).size > 1,
    lostEdits: [...sent].filter((key) => !logDoc.getMap('edits').has(key)).length,
  };
};
