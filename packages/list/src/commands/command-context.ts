import type { NewItem } from '../acts/item-acts.ts';
import type { Act } from '../acts/act.ts';
import type { ActName, Effect } from '../acts/effect.ts';
import type { DeviceId, RandomBytes } from '../ids.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { LineIndex } from '../lines/line-index.ts';
import type { ListView } from '../view/list-view.ts';

/** Reads what a person typed as one product: "2 l milk". `isProduct`: whether the list has a product of exactly this name. */
export type ReadText = (text: string, isProduct: (name: string) => boolean) => Pick<NewItem, 'name' | 'amount'>;

/** What every command needs. */
export interface CommandContext {
  readonly lanes: Lanes;
  readonly lines: LineIndex;
  readonly view: () => ListView;
  readonly device: DeviceId;
  readonly random: RandomBytes;
  readonly readText: ReadText;
  /** Where a new line goes that was given no aisle; none if the list remembers one, which it shows by itself (P5). */
  readonly aisleForNew: (name: string) => string | undefined;
  /** Runs one act as one transaction and remembers its effects for undo under this name. */
  readonly run: (name: ActName, compose: (act: Act) => readonly Effect[]) => void;
}
