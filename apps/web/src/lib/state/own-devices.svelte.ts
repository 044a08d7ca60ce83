/**
 * The person's own devices (SYNC.md, G1-G7). States of this device: *single* (no keyring) → *paired*, by making a keyring or by
 * opening the link of one → *single* again when another device removed it. While paired, the shelf and the keyring are kept the
 * same both ways. A link of before a device was removed brings the lists that it knows, and leaves this device single (G7).
 * Fetched when there is a keyring or somebody asks for one.
 */
import type { KeyringDevice, KeyringList, KeyringMove, KeyringView } from '@tote/sync';
import { createDeviceKey, devicePublicKey, openFromDevice } from '@tote/seal/device-box';
import { PAIRING_MARK } from '../arrival/arrival.ts';
import type { LinkFacts, LinkReading, ListEngine, OpenedKeyring } from '../engine/list-engine.ts';
import type { LaterMessages } from '../messages/messages.ts';
import type { OwnKeyring, ShelfEntry } from '../shelf/shelf-store.ts';
import { boxesFor, keyringListOf, missingFrom } from './keyring-words.ts';
import type { OpenLists } from './open-lists.ts';
import type { Shelf } from './shelf.svelte.ts';
import { takePlace } from './shelf-places.ts';
import type { Snackbar } from './snackbar.svelte.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** 64 bits as text: devices of one person never meet by chance. */
const drawDeviceId = (): string => [...random(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Longest wait for a relay to say what is on a keyring, in milliseconds: a person looks on. */
const READ_MS_MAX = 15_000;

/** Resolves when a keyring stands as it should; rejects if that takes longer than it may. */
const statusOf = async (
  opened: OpenedKeyring,
  isReached: (status: OpenedKeyring['status']) => boolean,
  msMax?: number,
): Promise<void> => {
  let stop: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await new Promise<void>((resolve, reject) => {
    const look = (status: OpenedKeyring['status']) => {
      if (isReached(status)) resolve();
    };
    stop = opened.onStatus(look);
    if (msMax !== undefined)
      timer = setTimeout(() => {
        reject(new Error('the relay did not say what is on the keyring'));
      }, msMax);
    look(opened.status);
  }).finally(() => {
    stop();
    clearTimeout(timer);
  });
};

type KeyringPlace = Pick<OwnKeyring, 'listId' | 'link'>;

/** What own devices need of the app. */
export interface OwnDevicesDeps {
  readonly shelf: Shelf;
  readonly lists: OpenLists;
  readonly snackbar: Pick<Snackbar, 'show'>;
  engine(): Promise<ListEngine>;
  readLink(text: string): Promise<LinkReading>;
  /** Opens lists that came without being on the screen. */
  openRest(): Promise<void>;
}

/** The devices of this person, as far as this one knows. */
export class OwnDevices {
  #devices: readonly KeyringDevice[] = $state.raw([]);
  #isLive = $state(false);
  readonly #app: OwnDevicesDeps;
  #opened: OpenedKeyring | undefined;
  #openedListId = '';
  #stop: () => void = () => undefined;
  /** Changes of the keyring are taken in one after another: each waits for keys to be derived. */
  #work: Promise<void> = Promise.resolve();

  constructor(app: OwnDevicesDeps) {
    this.#app = app;
  }

  /** Every device on the keyring, this one among them. */
  get devices(): readonly KeyringDevice[] {
    return this.#devices;
  }

  get own(): OwnKeyring | undefined {
    return this.#app.shelf.settings.keyring;
  }

  /** The relay has answered: what is shown is the newest. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Another device has removed this one. */
  get wasRemoved(): boolean {
    return this.#app.shelf.settings.wasRemoved ?? false;
  }

  /** This device was paired by the link of a keyring that had moved on. */
  get hadOldLink(): boolean {
    return this.#app.shelf.settings.hadOldLink ?? false;
  }

  /** Text of the link that makes another device one of this person's. */
  get pairingLink(): string {
    return `${PAIRING_MARK}${this.own?.link ?? ''}`;
  }

  /** Opens the keyring, if there is one, and finishes what earlier sessions could not send. */
  async start(): Promise<void> {
    const { keyring, formerKeyrings = {} } = this.#app.shelf.settings;
    for (const former of Object.values(formerKeyrings)) if (former) void this.#sendOff(former);
    if (keyring) await this.#open(keyring);
    // What joins or leaves the shelf is offered to the keyring.
    $effect.root(() => {
      $effect(() => {
        if (this.#app.shelf.lists.length + this.#app.shelf.archived.length >= 0) this.#soon();
      });
    });
  }

  /** Makes a keyring for a person who has none, with this device on it. */
  async begin(name: string): Promise<void> {
    if (this.own) return;
    const engine = await this.#app.engine();
    await this.#adopt(await engine.createList(), {
      deviceId: drawDeviceId(),
      deviceKey: createDeviceKey(random),
      deviceName: name,
    });
  }

  /**
   * Makes this device one of those on the keyring of a pairing link, which says no more than that it is sound; false if that
   * keyring has moved on. Rejects when the relay is not reached and the devices of a keyring that this one has would come along.
   */
  async pair(facts: LinkFacts, name: string): Promise<boolean> {
    const { own } = this;
    if (this.isOn(facts)) return true;
    if (own && (await this.#takeFromOld(facts))) return false;
    const identity = own
      ? { deviceId: own.deviceId, deviceKey: own.deviceKey, deviceName: name }
      : { deviceId: drawDeviceId(), deviceKey: createDeviceKey(random), deviceName: name };
    // The devices of a keyring that this one had before come along.
    if (own) await this.#moveTo(facts.link, this.#devices);
    await this.#adopt(facts, { ...identity, isUnread: true });
    return true;
  }

  /**
   * If a keyring has moved on, takes the lists that it knows and says so (G7). Nobody follows this device there: the others would
   * be removed from their own keyring, and bring their lists to one that removed devices read.
   */
  async #takeFromOld(facts: LinkFacts): Promise<boolean> {
    const engine = await this.#app.engine();
    const opened = await engine.openKeyring({ ...facts, role: 'edit' });
    // Of a keyring that becomes this device's own the copy stays; of one that has moved on or was not reached, none does.
    let isCurrent = false;
    try {
      await statusOf(opened, ({ relay }) => relay === 'live', READ_MS_MAX);
      const { lists, devices, moves } = opened.keyring.view;
      isCurrent = !moves.some(({ from }) => devices.some(({ id }) => id === from));
      if (isCurrent) return false;
      for (const list of lists) await this.#takeList(list);
    } finally {
      await opened.close();
      if (!isCurrent) await engine.forget(facts.listId);
    }
    this.#app.snackbar.show({ text: ({ shelf }) => shelf.devices.oldLinkKept, stays: true });
    void this.#app.openRest();
    return true;
  }

  /** This device is on the keyring of the link, or was and went on with the others. */
  isOn({ listId }: LinkFacts): boolean {
    const { keyring, leftKeyrings = {} } = this.#app.shelf.settings;
    return keyring !== undefined && [keyring.listId, ...Object.values(leftKeyrings)].includes(listId);
  }

  async rename(name: string): Promise<void> {
    const { own } = this;
    if (!own || name.trim() === '' || name.trim() === own.deviceName) return;
    const keyring = { ...own, deviceName: name.trim() };
    this.#app.shelf.set({ keyring });
    await this.#putThisDevice(keyring);
  }

  /** Removes a device by changing the keyring's lock: the others get the new keys, each in a box of its own. */
  async remove(deviceId: string): Promise<void> {
    const { own } = this;
    const opened = this.#opened;
    if (!own || !opened) return;
    const staying = this.#devices.filter(({ id }) => id !== deviceId);
    const { lists } = opened.keyring.view;
    const facts = await (await this.#app.engine()).createList();
    await this.#moveTo(facts.link, staying);
    await this.#adopt(facts, own);
    this.#opened?.keyring.putLists(lists);
    for (const device of staying) this.#opened?.keyring.putDevice(device);
  }

  /** A list has new keys: the person's devices go on with those. */
  replace(old: ShelfEntry, fresh: ShelfEntry): void {
    this.#opened?.keyring.putLists([{ ...keyringListOf(fresh), replaces: old.listId }]);
  }

  /** A list that was deleted for everyone is over: it leaves the keyring, too. */
  forgetList(listId: string): void {
    this.#opened?.keyring.forgetList(listId);
  }

  async #adopt(facts: LinkFacts, identity: Omit<OwnKeyring, keyof KeyringPlace>): Promise<void> {
    const { deviceId, deviceKey, deviceName, isUnread } = identity;
    const keyring: OwnKeyring = { listId: facts.listId, link: facts.link, deviceId, deviceKey, deviceName, isUnread };
    const { shelf } = this.#app;
    const before = shelf.settings.keyring;
    shelf.set({
      keyring,
      wasRemoved: false,
      hadOldLink: false,
      ...(before && { leftKeyrings: { [before.listId]: before.listId } }),
    });
    await this.#open(keyring);
    await this.#putThisDevice(keyring);
  }

  async #putThisDevice({ deviceId: id, deviceKey, deviceName: name }: OwnKeyring): Promise<void> {
    const publicKey = await devicePublicKey(deviceKey);
    this.#opened?.keyring.putDevice({ id, name, publicKey });
  }

  async #open({ listId, link, deviceId: device }: OwnKeyring): Promise<void> {
    this.#stop();
    await this.#opened?.close();
    const opened = await (await this.#app.engine()).openKeyring({ listId, link, device, role: 'edit' });
    this.#opened = opened;
    this.#openedListId = listId;
    const stops = [
      opened.keyring.subscribe(() => {
        this.#soon();
      }),
      opened.onStatus(({ relay }) => {
        const wasLive = this.#isLive;
        this.#isLive = relay === 'live';
        if (this.#isLive && !wasLive) this.#soon();
      }),
    ];
    this.#isLive = opened.status.relay === 'live';
    this.#stop = () => {
      for (const stop of stops) stop();
    };
    this.#soon();
    await this.#work;
  }

  #soon(): void {
    const opened = this.#opened;
    this.#work = this.#work
      .then(() => (opened && opened === this.#opened ? this.#take(opened) : undefined))
      .catch((error: unknown) => {
        console.error('The keyring could not be taken in', error);
      });
  }

  /** Makes shelf and keyring say the same. */
  async #take(opened: OpenedKeyring): Promise<void> {
    const { lists, devices, moves } = opened.keyring.view;
    const isRead = opened.status.relay === 'live';
    this.#devices = devices;
    for (const move of moves) if (await this.#follow(move, { lists, devices })) return;
    let isNew = false;
    for (const list of lists) if (await this.#takeList(list)) isNew = true;
    const { shelf } = this.#app;
    const missing = missingFrom(lists, [...shelf.lists, ...shelf.archived]);
    const { own } = this;
    // One that may have moved on is read by devices that were removed.
    if (missing.length > 0 && (isRead || !own?.isUnread)) opened.keyring.putLists(missing);
    if (own?.isUnread && isRead && opened === this.#opened && own.listId === this.#openedListId)
      shelf.set({ keyring: { ...own, isUnread: false } });
    if (isNew) void this.#app.openRest();
  }

  /** Puts a list of the keyring on the shelf; false if there was nothing to do. */
  async #takeList({ link, listId, title, emoji, colour, replaces }: KeyringList): Promise<boolean> {
    const { shelf } = this.#app;
    const known = shelf.anyByListId(listId);
    const old = replaces === undefined ? undefined : shelf.byListId(replaces);
    const isUpgrade = known?.role === 'view' && known.leftAtMs === undefined && link !== known.link;
    // The list that had its place may have come by another way, before it was known what became of it.
    if (known && old && known.leftAtMs === undefined) takePlace(shelf, old.localId, known.localId);
    const isForgotten = Object.values(shelf.settings.forgottenLists ?? {}).includes(listId);
    if (known ? !isUpgrade : isForgotten) return false;
    const read = await this.#app.readLink(link);
    // A link that opens another list than it says was put there by nobody of ours.
    if (!read.ok || read.value.listId !== listId || (known && read.value.role === 'view')) return false;
    const entry = shelf.add(read.value, { title, emoji, colour });
    if (known && known.link !== entry.link) await this.#app.lists.close(entry.localId);
    if (old) takePlace(shelf, old.localId, entry.localId);
    return true;
  }

  /** Goes along with a move of the keyring that a device of ours made; true when this keyring is behind us. */
  async #follow(
    { from, boxes }: KeyringMove,
    { lists, devices }: Pick<KeyringView, 'lists' | 'devices'>,
  ): Promise<boolean> {
    const { own } = this;
    const sender = devices.find(({ id }) => id === from);
    if (!own || !sender || from === own.deviceId) return false;
    const box = boxes.get(own.deviceId);
    if (!box) {
      const hadOldLink = own.isUnread ?? false;
      // It may be all that is left of a household's devices: an old recovery sheet.
      if (hadOldLink) for (const list of lists) await this.#takeList(list);
      this.#devices = [];
      this.#app.shelf.set({ keyring: undefined, wasRemoved: !hadOldLink, hadOldLink });
      await this.#leaveKeyring();
      const text = ({ shelf: { devices: t } }: LaterMessages) => (hadOldLink ? t.oldLink : t.wasRemoved);
      this.#app.snackbar.show({ text, stays: true });
      void this.#app.openRest();
      return true;
    }
    const link = await openFromDevice(own.deviceKey, sender.publicKey, box);
    const read = link && (await this.#app.readLink(new TextDecoder().decode(link)));
    if (!read || !read.ok || this.isOn(read.value)) return false;
    // Not awaited: this very work is what opening waits for.
    void this.#adopt(read.value, own);
    return true;
  }

  async #leaveKeyring(): Promise<void> {
    this.#stop();
    const opened = this.#opened;
    this.#opened = undefined;
    await opened?.close();
  }

  /** Says in the present keyring under which keys it goes on, to each of `devices`. */
  async #moveTo(link: string, devices: readonly KeyringDevice[]): Promise<void> {
    const { own } = this;
    const opened = this.#opened;
    if (!own || !opened) return;
    const boxes = await boxesFor(own, devices, link, random);
    opened.keyring.putMove({ from: own.deviceId, boxes });
    const { shelf } = this.#app;
    const former = { listId: own.listId, link: own.link };
    shelf.set({ formerKeyrings: { [own.listId]: former } });
    await this.#leaveKeyring();
    void this.#sendOff(former);
  }

  /** Keeps a former keyring open until the relay has the word of the move. */
  async #sendOff(former: KeyringPlace): Promise<void> {
    const opened = await (await this.#app.engine()).openKeyring({ ...former, role: 'edit' });
    await statusOf(opened, ({ relay, waiting }) => relay === 'live' && waiting === 0);
    await opened.close();
    const { shelf } = this.#app;
    for (const [key, kept] of Object.entries(shelf.settings.formerKeyrings ?? {}))
      if (kept?.listId === former.listId) shelf.set({ formerKeyrings: { [key]: undefined } });
  }
}
