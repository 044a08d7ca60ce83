import type { Line } from '@tote/list';
import type { Fingerprint } from '@tote/seal';
import type { ReplicaStatus } from '@tote/sync';
import type { OpenedList } from '../engine/list-engine.ts';
import { type DeviceHere, devicesHere } from './devices-here.ts';
import { type FirstReading, nextReading } from './first-reading.ts';
import { idSet } from './id-set.ts';
import type { Schedule } from './schedule.ts';
import { type SyncState, syncStateOf } from './sync-state.ts';

/** While the relay answers, a change is acknowledged before a person could read "waiting": the word is held back so long. */
const WAITING_SHOWN_AFTER_MS = 900;
/** Pause after a change before the fingerprint is taken and told, so that a burst of ticks costs one. */
const FINGERPRINT_AFTER_MS = 100;

/** How safe one open list is, and who else is here: everything behind the pill and its sheet. */
export class ListSafety {
  #status: ReplicaStatus = $state.raw() as ReplicaStatus;
  #shownSync: SyncState = $state('saved');
  #reading: FirstReading = $state('fetching');
  #fingerprint: Fingerprint | undefined = $state.raw();
  #others: OpenedList['presence']['others'] = $state.raw([]);
  #changedIds: ReadonlySet<string> = $state.raw(idSet());
  #personName = '';
  #isShopping = false;
  #cancelShown: (() => void) | undefined;
  #cancelFingerprint: (() => void) | undefined;
  readonly #stops: readonly (() => void)[];
  readonly #opened: OpenedList;
  readonly #schedule: Schedule;

  readonly devices: readonly DeviceHere[] = $derived.by(() =>
    devicesHere(this.#others, { device: this.#opened.device, fingerprint: this.#fingerprint }),
  );

  constructor(opened: OpenedList, schedule: Schedule, onStatus: () => void) {
    this.#opened = opened;
    this.#schedule = schedule;
    this.#status = opened.status;
    this.#shownSync = syncStateOf(opened.status);
    this.#reading = nextReading('fetching', 'off', opened.status.relay);
    this.#others = opened.presence.others;
    this.#stops = [
      opened.onStatus((status) => {
        this.#reading = nextReading(this.#reading, this.#status.relay, status.relay);
        this.#status = status;
        this.#showSync();
        onStatus();
      }),
      opened.presence.onChange(() => {
        this.#others = opened.presence.others;
      }),
    ];
    this.noteChange();
    if (opened.status.waiting > 0) void this.#findUnsent();
  }

  get status(): ReplicaStatus {
    return this.#status;
  }

  /** Whether a relay's log was read in this session. */
  get reading(): FirstReading {
    return this.#reading;
  }

  /** How safe the changes are, this very moment. */
  get sync(): SyncState {
    return syncStateOf(this.#status);
  }

  /** The same, calm enough to read. */
  get shownSync(): SyncState {
    return this.#shownSync;
  }

  get fingerprint(): Fingerprint | undefined {
    return this.#fingerprint;
  }

  /** Whether a line has changes of this device that wait, while "waiting" is what the pill says. */
  isUnsent({ itemIds }: Pick<Line, 'itemIds'>): boolean {
    const changed = this.#changedIds;
    const isShown = this.#shownSync === 'waiting' || this.#shownSync === 'failing';
    return isShown && changed.size > 0 && itemIds.some((id) => changed.has(id));
  }

  /** Own acts touched these items or lines. */
  noteOwnChange(ids: readonly string[]): void {
    if (ids.some((id) => !this.#changedIds.has(id))) this.#changedIds = idSet(this.#changedIds, ids);
  }

  /** What the list shows has changed. */
  noteChange(): void {
    this.#cancelFingerprint ??= this.#schedule(() => {
      this.#cancelFingerprint = undefined;
      void this.#takeFingerprint();
    }, FINGERPRINT_AFTER_MS);
  }

  /** What others see for this device. */
  setPersonName(name: string): void {
    this.#personName = name;
    this.#sayPresence();
  }

  /** Others see that this person is in a shop with the list. */
  setShopping(isShopping: boolean): void {
    if (isShopping === this.#isShopping) return;
    this.#isShopping = isShopping;
    this.#sayPresence();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#cancelShown?.();
    this.#cancelFingerprint?.();
  }

  /** Acts of an earlier session that still wait are marked again. */
  async #findUnsent(): Promise<void> {
    try {
      const items = await this.#opened.unsentItems();
      if (this.#status.waiting > 0) this.noteOwnChange(items);
    } catch (error) {
      console.warn('Lines with unsent changes are not marked, only counted', error);
    }
  }

  async #takeFingerprint(): Promise<void> {
    try {
      this.#fingerprint = await this.#opened.fingerprint();
      this.#sayPresence();
    } catch (error) {
      // Without keys nothing reaches a relay either, which is what the pill says.
      console.warn('There are no keys to take a fingerprint with', error);
    }
  }

  #sayPresence(): void {
    this.#opened.presence.setState({
      name: this.#personName,
      fingerprint: this.#fingerprint?.hex ?? '',
      ...(this.#isShopping && { shopping: true }),
    });
  }

  #showSync(): void {
    const sync = this.sync;
    if (this.#status.waiting === 0 && this.#changedIds.size > 0) this.#changedIds = idSet();
    const isOnItsWay = sync === 'waiting' && this.#status.relay === 'live' && this.#shownSync === 'at-relay';
    if (!isOnItsWay) {
      this.#cancelShown?.();
      this.#cancelShown = undefined;
      this.#shownSync = sync;
      return;
    }
    this.#cancelShown ??= this.#schedule(() => {
      this.#cancelShown = undefined;
      this.#shownSync = this.sync;
    }, WAITING_SHOWN_AFTER_MS);
  }
}
