/** Every kind of fault that a batch of runs must have met, in one table: counters, reports and checks derive from it. */
export const FAULTS = {
  'latency-spike': 'A line that takes seconds.',
  'frames-lost': 'A connection broke and took frames in flight with it.',
  'answer-lost': 'An append arrived, its acknowledgement did not: the same act is brought twice.',
  'cut-both-ways': 'A line that carries nothing; dialling fails at once.',
  'cut-up': 'A line that carries nothing towards the relay.',
  'cut-down': 'A line that carries nothing towards the device.',
  stall: 'A line that is open and carries nothing; dialling hangs.',
  'late-arrival': 'Frames of a connection that the device had given up reached the relay after all.',
  'device-closed': 'An app was closed and opened again.',
  'device-crashed': 'A device lost power.',
  'write-lost': 'A device lost power with writes that were not yet on its disk.',
  'unsent-crash': 'A device lost power with an act on its disk that no relay had yet: between local write and send.',
  'disk-full': 'A device could not store.',
  'storage-evicted': 'A device lost its copy and joined again by its link.',
  'clock-jump': 'A clock was set wrong while the app ran.',
  'clock-wrong': 'A device ran with a clock that is wrong by years.',
  'view-only': 'A device that may only look took part.',
  'relay-drained': 'A relay stopped in good order and came back.',
  'relay-crashed': 'A relay lost power.',
  'append-lost': 'A relay lost power with appends that were not yet on its disk.',
  'append-kept': 'A relay lost power after the disk had an append and before anybody was told.',
  'relay-wiped': 'A relay lost all its data.',
  'relay-rolled-back': 'A relay came back with an older copy of its data.',
  'relay-full': 'A relay had no room.',
  'relay-write-failed': 'A relay could not write.',
  'append-unsure': 'A relay wrote an append and was told that it had not.',
  'relay-unreadable': 'A relay could not read what it has.',
  'slow-reader': 'A relay found a device too far behind and let it read from the log.',
  'snapshot-made': 'A snapshot replaced the tail of a log.',
  'snapshot-raced': 'A snapshot was stored after entries that it does not cover had come in.',
  'late-joiner': 'A device joined in the middle.',
  'second-tab': 'A device had the list open in a second tab.',
  'tab-heard-late': 'What was done in one tab did not reach the other at once.',
  'tab-died': 'A tab died, and the browser and its other tab went on.',
  'tab-took-over': 'The tab that stored everything was gone, and another took its place.',
  'later-version': 'A device took part whose app is a later version of the list.',
  'later-field-carried': 'An edit by this version carried a field that only a later one knows.',
  'version-refused': 'A relay turned a device away that speaks another version of the protocol.',
  'version-waited': 'Acts of a device that every relay had turned away waited until its app or the relay was another.',
} as const satisfies Readonly<Record<string, string>>;

/** Faults that happen only in runs that ask for them: what they destroy need not come back within a run. */
export const FAULTS_ON_REQUEST = {
  'entry-damaged': 'One entry of a log was lost.',
} as const satisfies Readonly<Record<string, string>>;

/** Name of a fault. */
export type FaultKind = keyof typeof FAULTS | keyof typeof FAULTS_ON_REQUEST;

/** How often something happened. */
export interface Tally<K extends string> {
  add(kind: K, times?: number): void;
  readonly counts: Readonly<Partial<Record<K, number>>>;
}

/** Creates a tally of nothing. */
export const createTally = <K extends string>(): Tally<K> => {
  const counts: Partial<Record<K, number>> = {};
  return {
    counts,
    add: (kind, times = 1) => {
      counts[kind] = (counts[kind] ?? 0) + times;
    },
  };
};
