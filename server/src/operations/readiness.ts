/** Whether the relay can do its work now (RELAY.md, O2): a real write and sync, asked as seldom as will do. */

/** Answer to a balancer. */
export type Readiness = 'ready' | 'draining' | 'store-broken' | 'store-full' | 'store-slow';

/** How long an answer holds: whoever asks must not be able to make the disk work. */
const HOLDS_MS = 2_000;
/** A sync that takes longer is a disk in trouble; new clients are better sent elsewhere. */
const PROBE_MS_MAX = 5_000;

/** Creates the question. Many who ask at once share one answer. */
export const createReadiness = (deps: {
  readonly isDraining: () => boolean;
  /** Writes something and resolves when it is on the disk. */
  readonly probe: () => Promise<'ok' | 'store-full' | 'store-failed'>;
  readonly nowMs: () => number;
  readonly schedule: (run: () => void, delayMs: number) => () => void;
}): (() => Promise<Readiness>) => {
  let asked: { readonly atMs: number; readonly answer: Promise<Readiness> } | undefined;

  const ask = async (): Promise<Readiness> => {
    let cancel = (): void => undefined;
    const late = new Promise<'late'>((resolve) => (cancel = deps.schedule(() => resolve('late'), PROBE_MS_MAX)));
    const outcome = await Promise.race([deps.probe(), late]);
    cancel();
    if (outcome === 'late') return 'store-slow';
    if (outcome === 'store-full') return 'store-full';
    return outcome === 'ok' ? 'ready' : 'store-broken';
  };

  return async () => {
    if (deps.isDraining()) return 'draining';
    if (!asked || deps.nowMs() - asked.atMs >= HOLDS_MS) asked = { atMs: deps.nowMs(), answer: ask() };
    return asked.answer;
  };
};
