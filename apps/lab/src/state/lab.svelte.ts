/**
 * What the page shows: the newest frame of the world, put together, and the play head. The world lives elsewhere; this asks
 * it for a little time on every frame of the screen, and never more than one thing at once.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Finding, Scenario } from '../scenarios/scenario.ts';
import { PEOPLE, setupWith, type Act, type Action, type LoggedAction, type Setup } from '../stage/action.ts';
import type { Agreement, DeviceFrame, Flight, LabEvent, LineFrame, Recording, RelayFrame } from '../stage/frame.ts';
import type { RivalReport } from '../rivals/rival-report.ts';
import type { Answer, Ask } from '../worker/messages.ts';
import type { WorldPort } from './world-port.ts';

/** Milliseconds of the lab for one of the screen. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10] as const;
/** Half speed: an eye can follow. */
const USUAL_SPEED = 2;
/** Longest leap of the play head: a page that was asleep does not make up for it, in milliseconds of the screen. */
const LEAP_MS_MAX = 100;
/** Events kept for timeline and log; older ones come back by going back in time. */
const EVENTS_MAX = 6_000;

const NOBODY: Agreement = {
  isAgreed: false,
  agreeing: 0,
  open: 0,
  of: 0,
  emoji: '',
  hex: '',
  tookMs: undefined,
  messages: 0,
  bytes: 0,
};

/** Where a stroke of each kind stands on the time line, in its own units: 40 high. */
export const STROKES: Readonly<Record<LabEvent['kind'], { readonly y: number; readonly height: number }>> = {
  act: { y: 4, height: 14 },
  trouble: { y: 4, height: 14 },
  lost: { y: 19, height: 12 },
  sent: { y: 22, height: 6 },
  arrived: { y: 0, height: 0 },
  merged: { y: 30, height: 7 },
  agreed: { y: 2, height: 36 },
};

/** Both are small and plain. */
const keepIfEqual = <T>(old: T, next: T): T => (JSON.stringify(old) === JSON.stringify(next) ? old : next);

/** The lab. */
export class Lab {
  readonly devices = new SvelteMap<string, DeviceFrame>();
  relays: readonly RelayFrame[] = $state.raw([]);
  lines: readonly LineFrame[] = $state.raw([]);
  flights: readonly Flight[] = $state.raw([]);
  events: readonly LabEvent[] = $state.raw([]);
  agreement: Agreement = $state.raw(NOBODY);
  violations: readonly string[] = $state.raw([]);
  nowMs = $state(0);
  endMs = $state(0);
  step = $state(-1);
  recording: Recording | undefined = $state.raw();
  isPlaying = $state(false);
  isChaos = $state(false);
  isComparing = $state(false);
  speedIndex = $state(USUAL_SPEED);
  scenario: Scenario | undefined = $state.raw();
  findings: readonly Finding[] | undefined = $state.raw();
  rivals: readonly RivalReport[] | undefined = $state.raw();
  /** Why nothing moves any more; the page says it. */
  failure = $state('');
  /** The world is being made anew. */
  isBusy = $state(true);

  readonly speed = $derived(SPEEDS[this.speedIndex] ?? 1);
  readonly all = $derived([...this.devices.values()]);

  /** All that has happened as strokes on the time line, one path for each kind; only ever added to, for it may get long. */
  readonly strokes = new SvelteMap<LabEvent['kind'], string>();

  readonly #port: WorldPort;
  #last: Promise<unknown> = Promise.resolve();
  #asking = 0;

  constructor(port: WorldPort) {
    this.#port = port;
  }

  /** The setup of the world on show. */
  get setup(): Setup | undefined {
    return this.recording?.setup;
  }

  /** A simulated run can be watched, not changed. */
  get isReplay(): boolean {
    return this.recording?.run !== undefined;
  }

  get log(): readonly LoggedAction[] {
    return this.recording?.log ?? [];
  }

  /** Shows a recording at a time. */
  async open(recording: Recording, atMs = 0): Promise<void> {
    this.scenario = undefined;
    if (recording.run) this.isComparing = false;
    await this.#load(recording, atMs);
  }

  /** Opens a scenario and plays it. */
  async play(scenario: Scenario, seed: string): Promise<void> {
    this.scenario = scenario;
    await this.#load({ setup: setupWith(seed, scenario.setup), log: [] }, 0);
    this.isPlaying = true;
  }

  async #load(recording: Recording, atMs: number): Promise<void> {
    this.isPlaying = false;
    this.isChaos = false;
    this.endMs = Math.max(atMs, recording.log.at(-1)?.atMs ?? 0);
    this.findings = undefined;
    await this.#ask({ type: 'load', recording, scenarioId: this.scenario?.id, atMs });
  }

  /** The same devices and relays with other numbers, from the beginning. */
  async remake(changes: { readonly seed?: string; readonly count?: number; readonly relays?: number }): Promise<void> {
    const { setup } = this;
    if (!setup) return;
    const count = changes.count ?? setup.devices.length;
    const next = setupWith(changes.seed ?? setup.seed, { count, relays: changes.relays ?? setup.relays });
    await this.open({ setup: next, log: [] });
  }

  async restart(): Promise<void> {
    if (this.scenario && this.setup) await this.play(this.scenario, this.setup.seed);
    else await this.seek(0);
  }

  /** Called on every frame of the screen. */
  tick(elapsedMs: number): void {
    if (!this.isPlaying || this.#asking > 0) return;
    const byMs = Math.max(1, Math.round(Math.min(elapsedMs, LEAP_MS_MAX) * this.speed));
    void this.#ask({ type: 'play', byMs });
  }

  togglePlay(): void {
    if (!this.isPlaying && this.findings) void this.restart();
    else this.isPlaying = !this.isPlaying;
  }

  stepForward(): void {
    this.isPlaying = false;
    void this.#ask({ type: 'step' });
  }

  /** To just before the last thing that happened. */
  stepBack(): void {
    this.isPlaying = false;
    const before = this.events.findLast(({ atMs }) => atMs < this.nowMs - 1);
    void this.seek(before ? Math.floor(before.atMs) : 0);
  }

  async seek(atMs: number): Promise<void> {
    this.findings = undefined;
    this.isChaos = false;
    await this.#ask({ type: 'seek', atMs: Math.max(0, Math.round(atMs)) });
  }

  /** Somebody does something, here and now; it also starts the clock, for one wants to see what comes of it. */
  do(action: Action): void {
    if (this.isReplay) return;
    this.scenario = undefined;
    this.findings = undefined;
    this.isPlaying = true;
    void this.#ask({ type: 'act', action });
  }

  act(device: string, act: Act): void {
    this.do({ type: 'act', device, act });
  }

  setChaos(on: boolean): void {
    if (this.isReplay) return;
    this.isChaos = on;
    if (on) {
      this.scenario = undefined;
      this.findings = undefined;
      this.isPlaying = true;
    }
    void this.#ask({ type: 'chaos', on });
  }

  heal(): void {
    if (this.isChaos) this.setChaos(false);
    this.do({ type: 'heal' });
  }

  join(): void {
    const name = PEOPLE.find((one) => !this.devices.has(one));
    if (name) this.do({ type: 'join', name, role: 'edit' });
  }

  compare(on: boolean): void {
    if (this.isReplay) return;
    this.isComparing = on;
    if (!on) this.rivals = undefined;
    else void this.#ask({ type: 'play', byMs: 0 });
  }

  faster(by: 1 | -1): void {
    this.speedIndex = Math.min(SPEEDS.length - 1, Math.max(0, this.speedIndex + by));
  }

  #ask(ask: Ask): Promise<void> {
    this.#asking += 1;
    if (ask.type === 'load' || ask.type === 'seek') this.isBusy = true;
    const asked = this.#last.then(async () => {
      try {
        this.#take(await this.#port.ask(ask, this.isComparing), ask);
      } catch (error) {
        this.isPlaying = false;
        this.failure = error instanceof Error ? error.message : String(error);
      } finally {
        this.#asking -= 1;
        this.isBusy = false;
      }
    });
    this.#last = asked;
    return asked;
  }

  #takeEvents(events: readonly LabEvent[]): void {
    if (events.length === 0) return;
    this.events = [...this.events, ...events].slice(-EVENTS_MAX);
    for (const { kind, atMs } of events) {
      const { y, height } = STROKES[kind];
      this.strokes.set(kind, `${this.strokes.get(kind) ?? ''}M${Math.round(atMs)} ${y}v${height}`);
    }
  }

  #take({ frame, isFresh, recording, findings, rivals }: Answer, ask: Ask): void {
    if (isFresh) {
      this.devices.clear();
      this.strokes.clear();
      this.events = [];
    }
    for (const device of frame.devices) this.devices.set(device.name, device);
    this.#takeEvents(frame.events);
    // What is the same stays the same object, so that nothing is drawn again for it.
    this.relays = keepIfEqual(this.relays, frame.relays);
    this.lines = keepIfEqual(this.lines, frame.lines);
    this.flights = keepIfEqual(this.flights, frame.flights);
    this.agreement = keepIfEqual(this.agreement, frame.agreement);
    this.violations = keepIfEqual(this.violations, frame.violations);
    this.nowMs = frame.nowMs;
    this.step = frame.step;
    if (recording) this.recording = recording;
    this.endMs = ask.type === 'act' ? frame.nowMs : Math.max(this.endMs, frame.nowMs);
    if (rivals) this.rivals = rivals;
    if (!findings) return;
    this.findings = findings;
    this.isPlaying = false;
  }
}
