/** What happens in a household, in words that fit every representation: products are named, ids are the replica's own. */

/** Devices of the household. */
export const DEVICES = [0, 1, 2] as const;

/** One of the household's devices. */
export type Device = (typeof DEVICES)[number];

/** How much of something. The empty unit is a bare count. */
interface WantedAmount {
  readonly value: number;
  readonly unit: string;
}

/** Where a line is moved to. */
export type Place = 'first' | 'last' | { readonly before: string } | { readonly after: string };

/** One act of one person. `product` is the name of a line that the person sees (for `add`: does not see). */
export type Act =
  | { readonly type: 'add'; readonly product: string; readonly amount: WantedAmount | undefined }
  | { readonly type: 'tick' | 'untick'; readonly product: string }
  | { readonly type: 'set-amount'; readonly product: string; readonly amount: WantedAmount }
  | { readonly type: 'increase'; readonly product: string; readonly by: number }
  | { readonly type: 'rename'; readonly product: string; readonly to: string }
  | { readonly type: 'note'; readonly product: string; readonly note: string }
  | { readonly type: 'aisle'; readonly product: string; readonly aisle: string }
  | { readonly type: 'move'; readonly product: string; readonly place: Place }
  | { readonly type: 'clear-done' };

/** One step of the trace. */
export type TraceEvent =
  /** A device opens the list: a page load, on-line or not. */
  | { readonly type: 'open'; readonly device: Device; readonly isOnline: boolean }
  | { readonly type: 'act'; readonly device: Device; readonly minute: number; readonly act: Act }
  /** The session ends; one that was off-line has come home first and been brought up to date. */
  | { readonly type: 'close'; readonly device: Device }
  | { readonly type: 'year-end'; readonly year: number };
