import type { NewItem } from '../acts/item-acts.ts';
import type { Act } from '../acts/act.ts';
import type { ActName, Effect } from '../acts/effect.ts';
import type { DeviceId, RandomBytes } from '../ids.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { LineIndex } from '../lines/line-index.ts';
import type { ListView } from '../view/list-view.ts';

/** What every command needs. */
export interface CommandContext {
  readonly lanes: Lanes;
  readonly lines: LineIndex;
  readonly view: () => ListView;
  readonly device: DeviceId;
  readonly random: RandomBytes;
  /** Reads one typed line. */
  readonly readText: (text: string) => NewItem;
  /** Runs one act as one transaction and remembers its effects for undo under this name. */
  readonly run: (name: ActName, compose: (act: Act) => readonly Effect[]) => void;
}
