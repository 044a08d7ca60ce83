/**
 * The household: generates its days, one trace event after the other.
 *
 * On-line devices see each other's acts at once. A device that is off-line sees the list as it was in the morning and its
 * own acts; in the evening it comes home, and everybody has everything. So acts of one day are concurrent where one of
 * their devices was off-line.
 */
import type { Random } from '../random.ts';
import { type Act, type Device, DEVICES, type TraceEvent } from './acts.ts';
import { chooseAct, type Intent, productNamed } from './choose-act.ts';
import { type Claims, createClaims } from './claims.ts';
import { applyAct, productsOf, type SeenLines } from './seen-lines.ts';
import type { Plan } from './week-plan.ts';

/** Draws before an intent that fits nothing on the list is given up. */
const DRAWS_MAX = 12;
/** Of the ticks: a slip of the thumb, taken back and made again. */
const UNTICK_SHARE = 0.06;
const MINUTES_A_DAY = 1440;
const MORNING_MINUTE = 480;

/** The household's days. */
export interface Household {
  day(plans: readonly Plan[]): void;
}

/** Creates a household with an empty list. */
export const createHousehold = (deps: {
  readonly random: Random;
  /** Share of the sessions that are off-line from beginning to end. */
  readonly offlineShare: number;
  readonly emit: (event: TraceEvent) => void;
}): Household => {
  const { random, offlineShare, emit } = deps;
  const atHome: SeenLines = new Map();
  const withKnownAisle = new Set<string>();
  let days = 0;
  let isClearOwed = false;

  const liveThroughDay = (plans: readonly Plan[]): void => {
    const offline = new Map<Device, { readonly lines: SeenLines; readonly acts: [Act, readonly string[]][] }>();
    for (const device of DEVICES)
      if (random.chance(offlineShare)) offline.set(device, { lines: new Map(atHome), acts: [] });
    const claims: Claims = createClaims((device) => !offline.has(device));
    let minute = days * MINUTES_A_DAY + MORNING_MINUTE;
    const seenBy = (device: Device): SeenLines => offline.get(device)?.lines ?? atHome;

    const perform = (device: Device, act: Act): boolean => {
      const lines = seenBy(device);
      const products = productsOf(act, lines);
      if (claims.isDisputed(device, act.type, products)) return false;
      claims.add(device, act.type, products);
      applyAct(lines, act, products);
      offline.get(device)?.acts.push([act, products]);
      minute += 1;
      emit({ type: 'act', device, minute, act });
      return true;
    };

    const rememberAisle = (device: Device, name: string): void => {
      const product = productNamed(name);
      if (!product || withKnownAisle.has(name)) return;
      if (perform(device, { type: 'aisle', product: name, aisle: product.aisle })) withKnownAisle.add(name);
    };

    const pursue = (device: Device, intent: Intent): boolean => {
      for (let draws = 0; draws < DRAWS_MAX; draws += 1) {
        const act = chooseAct(intent, seenBy(device), random);
        if (!act || !perform(device, act)) continue;
        if (act.type === 'add') rememberAisle(device, act.product);
        return true;
      }
      return false;
    };

    const tick = (device: Device, product: string): void => {
      if (!perform(device, { type: 'tick', product }) || !random.chance(UNTICK_SHARE)) return;
      if (perform(device, { type: 'untick', product })) perform(device, { type: 'tick', product });
    };

    const shop = (devices: readonly Device[]): void => {
      const aisles = random.shuffled([...new Set(devices.flatMap((device) => [...seenBy(device).keys()]))]);
      aisles.forEach((product, turn) => {
        const device = devices[turn % devices.length];
        if (device !== undefined && seenBy(device).get(product)?.isTicked === false) tick(device, product);
      });
      const [first] = devices;
      if (first !== undefined && !pursue(first, 'clear-done')) isClearOwed = true;
    };

    for (const device of DEVICES) emit({ type: 'open', device, isOnline: !offline.has(device) });
    if (isClearOwed) isClearOwed = !pursue(random.pick(DEVICES) ?? 0, 'clear-done');
    for (const plan of plans) {
      if (plan.type === 'shopping') shop(plan.devices);
      else pursue(plan.device, plan.intent);
    }
    for (const { acts } of offline.values()) for (const [act, products] of acts) applyAct(atHome, act, products);
    for (const device of DEVICES) emit({ type: 'close', device });
    days += 1;
  };

  return { day: liveThroughDay };
};
