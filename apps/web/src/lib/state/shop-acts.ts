import type { App } from './app.svelte.ts';
import type { ListState } from './list-state.svelte.ts';
import type { ProductGuide } from '../engine/list-engine.ts';
import { OTHER_AISLE } from '@tote/list';
import { arrangeAisles } from './store-acts.ts';

/** A shorter walk says nothing about a shop. */
const AISLES_MIN = 3;

/** Trips kept of one store: as many as count when it is learnt. */
const TRIPS_MAX = 30;

/**
 * Ends a trip and learns the store from it. Returns the name of the store whose order of aisles changed by that, which
 * is a new one, called `firstName`, where the list had no store.
 */
export const endTrip = (list: ListState, guide: ProductGuide | undefined, firstName: string): string | undefined => {
  const walked = (list.shop.trip?.ticks ?? []).map(([, aisle]) => aisle).filter((aisle) => aisle !== OTHER_AISLE);
  list.shop.stop();
  if (!guide || !list.canEdit || new Set(walked).size < AISLES_MIN) return undefined;

  const { trips = {} } = list.ways.all;
  const mine = [...(trips[list.aisles.store?.id ?? ''] ?? []), walked].slice(-TRIPS_MAX);
  const order = list.aisles.order(list.aisles.known());
  const learnt = guide.learn(order, mine);
  const isOther = learnt.some((aisle, place) => aisle !== order[place]);
  const name = isOther ? arrangeAisles(list, guide.aisles, learnt, firstName) : undefined;
  const { '': _homeless, ...others } = trips;
  const storeId = list.aisles.store?.id ?? '';
  list.ways.set({ trips: { ...(storeId === '' ? trips : others), [storeId]: mine } });
  return name;
};

/** Begins a trip, or ends the one that is under way; says what was learnt from it. */
export const toggleShopping = (app: App, list: ListState): void => {
  if (!list.shop.isOn) {
    list.shop.start();
    return;
  }
  // What it offers to take back, such as a line that was not found, ends with the trip.
  app.snackbar.dismiss();
  const { stores } = app.words.later.shopping;
  const learnt = endTrip(list, app.guides.current, stores.firstStore);
  if (learnt === undefined) return;
  const act = () => {
    app.openSheet({ name: 'stores', list });
  };
  app.snackbar.show({ text: stores.learnt(learnt), action: { label: stores.look, act } });
};
