/**
 * Learning the order in which a shop is walked from the order in which lines are ticked.
 *
 * L1 The result holds every aisle of the previous order and of the trips once, and nothing else.
 * L2 Without trips nothing moves. Aisles that no trip touched stay beside their neighbours.
 * L3 Each trip votes on each pair of aisles that it ticked in: the share of its ticks that came in one order less the share in
 *    the other. Fruit bought at the door and again at the till so votes weakly, instead of turning the shop round.
 * L4 The previous order stands for a trip and a half on each pair: one odd trip changes nothing, two that agree do.
 * L5 A later trip counts more than an earlier one, so that a rebuilt shop is learnt anew; only the last thirty count.
 * L6 The order with the fewest outvoted pairs is sought by moving single aisles, from the previous order on, until no move
 *    helps. The same input gives the same order everywhere; no clock and no randomness are used.
 */

/** Trips that count, the newest ones: more than half a year of weekly shopping, so that old layouts are forgotten. */
const TRIPS_MAX = 30;

/** Ticks of a trip that count. A hostile document could hold any number. */
const TICKS_PER_TRIP_MAX = 500;

/** Aisles that are ordered; others keep their place at the end. Bounds the search, which takes the cube of it. */
const AISLES_MAX = 60;

/** Weight of the previous order on a pair that trips voted on, in trips. */
const PREVIOUS_WEIGHT = 1.5;

/** Weight of the previous order on any other pair: only to break ties, so that unseen aisles do not hold seen ones back. */
const UNSEEN_WEIGHT = 0.001;

/** What a trip counts in relation to the one after it. */
const TRIP_FADING = 0.93;

/** Improvements that are sought; each lessens the cost, and in practice a dozen are enough. */
const MOVES_MAX = 500;

/** Gains below this are rounding. */
const GAIN_MIN = 1e-9;

const unique = (aisles: readonly string[]): string[] => [...new Set(aisles)];

/** Votes for "row before column", between places in the order, as a square in one array. */
type Votes = Float64Array;

const addTrip = (votes: Votes, size: number, ticks: readonly number[], weight: number): void => {
  const counts = new Map<number, number>();
  const before = new Map<number, Map<number, number>>();
  for (const place of ticks) {
    for (const [earlier, count] of counts) {
      const row = before.get(earlier) ?? new Map<number, number>();
      row.set(place, (row.get(place) ?? 0) + count);
      before.set(earlier, row);
    }
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  for (const [earlier, row] of before) {
    for (const [later, pairs] of row) {
      if (earlier === later) continue;
      const share = pairs / ((counts.get(earlier) ?? 1) * (counts.get(later) ?? 1));
      votes[earlier * size + later] = (votes[earlier * size + later] ?? 0) + share * weight;
    }
  }
};

const countVotes = (order: readonly string[], trips: readonly (readonly string[])[]): Votes => {
  const size = order.length;
  const places = new Map(order.map((aisle, place) => [aisle, place]));
  const votes = new Float64Array(size * size);
  let weight = 1;
  for (const trip of trips.slice(-TRIPS_MAX).toReversed()) {
    const ticks = trip.slice(0, TICKS_PER_TRIP_MAX).flatMap((aisle) => places.get(aisle) ?? []);
    addTrip(votes, size, ticks, weight);
    weight *= TRIP_FADING;
  }
  return votes;
};

/** Adds what the previous order stands for; the aisles that only trips know are not in it. */
const addPrevious = (votes: Votes, size: number, known: number): void => {
  for (let earlier = 0; earlier < size; earlier++) {
    for (let later = earlier + 1; later < size; later++) {
      const voted = (votes[earlier * size + later] ?? 0) + (votes[later * size + earlier] ?? 0) > 0;
      const weight = voted && later < known ? PREVIOUS_WEIGHT : UNSEEN_WEIGHT;
      votes[earlier * size + later] = (votes[earlier * size + later] ?? 0) + weight;
    }
  }
};

/** The move of one aisle that gains most, the first of equal ones. */
const bestMove = (
  order: readonly number[],
  votes: Votes,
): { readonly from: number; readonly to: number; readonly gain: number } => {
  const size = order.length;
  const vote = (earlier: number, later: number): number => votes[earlier * size + later] ?? 0;
  let best = { from: 0, to: 0, gain: 0 };
  order.forEach((aisle, from) => {
    for (const step of [-1, 1] as const) {
      let gain = 0;
      for (let to = from + step; to >= 0 && to < size; to += step) {
        const passed = order[to] ?? 0;
        const forward = vote(aisle, passed) - vote(passed, aisle);
        gain += step === -1 ? forward : -forward;
        if (gain > best.gain + GAIN_MIN) best = { from, to, gain };
      }
    }
  });
  return best;
};

/**
 * The aisle order after some shopping trips (rules L1-L6).
 *
 * @param previousOrder aisle ids in the order that the person sees now
 * @param trips for each trip, oldest first, the aisles of its ticks in the order of ticking; leave out unticked mistakes
 */
export const learnAisleOrder = (
  previousOrder: readonly string[],
  trips: readonly (readonly string[])[],
): readonly string[] => {
  const previous = unique(previousOrder);
  const all = unique([...previous, ...trips.slice(-TRIPS_MAX).flatMap((trip) => trip.slice(0, TICKS_PER_TRIP_MAX))]);
  const aisles = all.slice(0, Math.max(AISLES_MAX, 0));
  const votes = countVotes(aisles, trips);
  addPrevious(votes, aisles.length, Math.min(previous.length, aisles.length));
  const order = aisles.map((_, place) => place);
  for (let moves = 0; moves < MOVES_MAX; moves++) {
    const { from, to, gain } = bestMove(order, votes);
    if (gain <= GAIN_MIN) break;
    order.splice(to, 0, ...order.splice(from, 1));
  }
  return [...order.flatMap((place) => aisles[place] ?? []), ...all.slice(aisles.length)];
};
