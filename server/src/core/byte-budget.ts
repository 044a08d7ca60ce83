/**
 * A budget of bytes that many holders share (RELAY.md, R15 and T9). What each one holds is noted whenever it says that it changed; it
 * may hold less since without having said so. So before anybody is evicted all are measured again.
 */

/** Somebody who holds bytes: a socket with its unsent frames, or with a message that has not come to its end. */
export interface ByteHolder {
  heldBytes(): number;
  /** It held too much; it gives all back. */
  evict(): void;
}

/** One holder's share. */
export interface ByteShare {
  /** The holder has more, or less. */
  changed(): void;
  /** The holder is gone. */
  forget(): void;
}

/** The budget. */
export interface ByteBudget {
  /** Bytes of all holders, as last noted: rather too many than too few. */
  readonly bytes: number;
  track(holder: ByteHolder): ByteShare;
}

/** Down to this part of the budget, so that holders are not measured again with every change. */
const RELIEVED_PART = 7 / 8;

class Budget implements ByteBudget {
  bytes = 0;
  readonly #bytesMax: number;
  readonly #shares = new Set<Share>();
  #relieving = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  track(holder: ByteHolder): ByteShare {
    const share = new Share(this, holder);
    this.#shares.add(share);
    return share;
  }

  note(share: Share): void {
    if (!this.#shares.has(share)) return;
    this.bytes += share.measure();
    if (this.bytes <= this.#bytesMax || this.#relieving) return;
    this.#relieving = true;
    // Not at once: whoever sends may be in the middle of telling a whole room, and one leaving tells it again.
    queueMicrotask(() => this.#relieve());
  }

  forget(share: Share): void {
    if (this.#shares.delete(share)) this.bytes -= share.bytes;
  }

  #relieve(): void {
    this.#relieving = false;
    for (const share of this.#shares) this.bytes += share.measure();
    if (this.bytes <= this.#bytesMax) return;
    const fattestFirst = [...this.#shares].sort((a, b) => b.bytes - a.bytes);
    for (const share of fattestFirst) {
      if (this.bytes <= this.#bytesMax * RELIEVED_PART) return;
      share.holder.evict();
    }
  }
}

class Share implements ByteShare {
  bytes = 0;
  readonly holder: ByteHolder;
  readonly #budget: Budget;

  constructor(budget: Budget, holder: ByteHolder) {
    this.#budget = budget;
    this.holder = holder;
  }

  /** By how much it differs from what was noted. */
  measure(): number {
    const change = this.holder.heldBytes() - this.bytes;
    this.bytes += change;
    return change;
  }

  changed(): void {
    this.#budget.note(this);
  }

  forget(): void {
    this.#budget.forget(this);
  }
}

/** Creates an empty budget. */
export const createByteBudget = (bytesMax: number): ByteBudget => new Budget(bytesMax);
