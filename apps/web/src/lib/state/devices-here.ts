import type { Fingerprint } from '@tote/seal';
import type { PresentReplica } from '@tote/sync';

/** Names that others say of themselves are cut, or one of them could fill the screen. */
const NAME_CHARS_MAX = 40;

/** Another device that has the list open. */
export interface DeviceHere {
  readonly session: number;
  readonly name: string;
  /** Its person walks through a shop with this list. */
  readonly isShopping: boolean;
  /** It shows the same list as this one; undefined while it has not said. */
  readonly agrees: boolean | undefined;
}

/** The devices beside this one: not its other tabs, and one with several tabs once, as the last of them says. */
export const devicesHere = (
  others: readonly PresentReplica[],
  own: { readonly device: string; readonly fingerprint: Fingerprint | undefined },
): readonly DeviceHere[] => {
  const here = new Map<string | number, DeviceHere>();
  for (const { session, device = session, state } of others) {
    if (device === own.device) continue;
    const theirs = textOf(state['fingerprint']);
    const agrees = theirs === '' || !own.fingerprint ? undefined : theirs === own.fingerprint.hex;
    here.set(device, { session, name: textOf(state['name']), isShopping: state['shopping'] === true, agrees });
  }
  return [...here.values()];
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, NAME_CHARS_MAX) : '');
