import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { REFUSALS } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay } from '../testing/test-relay.ts';
import { RELAY_VERSION } from '../version.ts';
import { createMetrics } from './metrics.ts';
import { mayReadMetrics } from './metrics-access.ts';
import { createReadiness } from './readiness.ts';
import { createRelayMetrics } from './relay-metrics.ts';

describe('metrics', () => {
  it('[O3] are printed in the text format of Prometheus', () => {
    const metrics = createMetrics();
    const refused = metrics.counter('refused_total', 'Refusals.', { name: 'code', values: ['a', 'b'] });
    metrics.counter('faults_total', 'Faults.').add();
    metrics.gauge('sockets', 'Sockets.', () => 2.5);
    metrics.info('build', 'Build.', { version: '1.2.3', node: '20' });
    const ack = metrics.histogram('ack_seconds', 'Acknowledged.', [0.01, 0.1]);
    refused.add('b');
    refused.add('b', 2);
    for (const seconds of [0.01, 0.02, 3]) ack.observe(seconds);
    expect(metrics.text()).toBe(`# HELP refused_total Refusals.
# TYPE refused_total counter
refused_total{code="a"} 0
refused_total{code="b"} 3
# HELP faults_total Faults.
# TYPE faults_total counter
faults_total 1
# HELP sockets Sockets.
# TYPE sockets gauge
sockets 2.5
# HELP build Build.
# TYPE build gauge
build{version="1.2.3",node="20"} 1
# HELP ack_seconds Acknowledged.
# TYPE ack_seconds histogram
ack_seconds_bucket{le="0.01"} 1
ack_seconds_bucket{le="0.1"} 2
ack_seconds_bucket{le="+Inf"} 3
ack_seconds_sum 3.03
ack_seconds_count 3
`);
  });

  it('[O3] [O7] count what happens at a relay, name the bounds that were met, and name no list', async () => {
    const list = createTestList();
    const metrics = createRelayMetrics();
    const { connect, relay, events } = createTestRelay();
    let lookedAtDelay = 0;
    metrics.watch({
      relay,
      store: { usedBytes: 4096, bytesMax: 8192, isSound: true },
      diskFreeBytes: () => 16_384,
      diskFreeBytesMin: 64,
      socketsMax: 10_000,
      // Node counts from one turn of its timer to the next: 20 ms when nothing is late.
      loopDelay: { percentile: (part) => (part === 50 ? 19.9e6 : 22e6), max: 25e6, reset: () => (lookedAtDelay += 1) },
      loopDelayResolutionMs: 20,
    });
    const [ann, viewer] = [connect(), connect()];
    await ann.follow(list);
    await viewer.follow(list, { role: 'view' });
    await ann.append([list.envelope(), list.envelope()]);
    await viewer.append([list.envelope()]);
    viewer.sendBytes(new Uint8Array(3));
    await viewer.whenClosed();
    for (const event of events) metrics.relay(event);
    metrics.store({ type: 'committed', entries: 2, ms: 3 });
    metrics.store({ type: 'damaged', list: 'abcdef…', sequence: 1 });
    metrics.relay({ type: 'refused', code: 'list-full', detail: 'request', bound: 'tailBytesMax' });
    metrics.upgradeRefused('too-many-sockets-of-address');
    metrics.unfinishedCut();
    metrics.httpRefused();
    const text = metrics.text();
    for (const line of [
      'tote_connections 1',
      'tote_lists_followed 1',
      'tote_connections_total 2',
      'tote_closed_total{code="bad-frame"} 1',
      'tote_refused_total{code="read-only"} 1',
      'tote_refused_total{code="list-full"} 1',
      'tote_bounds_met_total{bound="TOTE_TAIL_BYTES_MAX"} 1',
      'tote_bounds_met_total{bound="TOTE_STORE_BYTES_MAX"} 0',
      'tote_bounds_met_total{bound="new-lists"} 0',
      'tote_upgrades_refused_total{reason="too-many-sockets-of-address"} 1',
      'tote_unfinished_cut_total 1',
      'tote_http_refused_total 1',
      'tote_appended_entries_total 2',
      'tote_ack_seconds_count 1',
      'tote_store_sync_seconds_bucket{le="0.005"} 1',
      'tote_store_batch_entries_sum 2',
      'tote_damaged_records_total 1',
      'tote_event_loop_lag_p50_seconds 0',
      'tote_event_loop_lag_p99_seconds 0.002',
      'tote_event_loop_lag_max_seconds 0.005',
      'tote_store_used_bytes 4096',
      'tote_connections_max 10000',
      'tote_disk_free_bytes 16384',
      'tote_disk_free_min_bytes 64',
      `tote_build_info{version="${RELAY_VERSION}",node="${process.versions.node}"} 1`,
    ])
      expect(text.split('\n')).toContain(line);
    const valueOf = (name: string): number => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
    expect(Math.abs(valueOf('process_start_time_seconds') + process.uptime() - Date.now() / 1_000)).toBeLessThan(60);
    expect(valueOf('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(lookedAtDelay).toBe(1);
    expect(valueOf('process_heap_bytes')).toBeGreaterThan(1_000_000);
    expect(valueOf('process_heap_bytes')).toBeLessThan(valueOf('process_resident_memory_bytes'));
    if (process.platform === 'linux') expect(valueOf('process_open_fds')).toBeGreaterThan(2);
    if (process.platform === 'linux') expect(valueOf('process_max_fds')).toBeGreaterThan(valueOf('process_open_fds'));
    for (const code of Object.keys(REFUSALS)) expect(text).toContain(`tote_refused_total{code="${code}"}`);
    expect(text).not.toContain(list.name.slice(0, 6));
    expect(text).not.toContain('abcdef');
  });

  it('[O3] have one for each kind of event', () => {
    const metrics = createRelayMetrics();
    metrics.relay({ type: 'behind' });
    metrics.relay({ type: 'evicted', bytes: 1 });
    metrics.relay({ type: 'store-failure', detail: '' });
    metrics.relay({ type: 'log-changed', list: '' });
    metrics.relay({ type: 'fault', detail: '' });
    metrics.relay({ type: 'acknowledged', afterMs: 30 });
    metrics.store({ type: 'replayed', entries: 5, missing: 2 });
    for (const line of [
      'tote_behind_total 1',
      'tote_evicted_total 1',
      'tote_store_failures_total 1',
      'tote_logs_changed_total 1',
      'tote_faults_total 1',
      'tote_ack_seconds_sum 0.03',
      'tote_damaged_records_total 2',
    ])
      expect(metrics.text().split('\n')).toContain(line);
  });

  it('[O3] are read by this machine only, unless the operator says otherwise', () => {
    const from = (remoteAddress: string | undefined, headers: Readonly<Record<string, string>> = {}) =>
      ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;
    expect(mayReadMetrics('local', from('127.0.0.1'))).toBe(true);
    expect(mayReadMetrics('local', from('::ffff:127.0.0.1'))).toBe(true);
    expect(mayReadMetrics('local', from('::1'))).toBe(true);
    expect(mayReadMetrics('local', from('192.0.2.1'))).toBe(false);
    expect(mayReadMetrics('local', from(undefined))).toBe(false);
    expect(mayReadMetrics('local', from('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }))).toBe(false);
    for (const host of ['localhost:4680', '127.0.0.1:4680', '[::1]:4680', 'LOCALHOST'])
      expect(mayReadMetrics('local', from('127.0.0.1', { host })), host).toBe(true);
    for (const host of ['rebound.example:4680', 'localhost.example', '127.0.0.1.example', ''])
      expect(mayReadMetrics('local', from('127.0.0.1', { host })), host).toBe(false);
    expect(mayReadMetrics('all', from('192.0.2.1', { via: 'proxy' }))).toBe(true);
    expect(mayReadMetrics('off', from('127.0.0.1'))).toBe(false);
  });
});

describe('OPERATIONS.md, the dashboard and the alerts', () => {
  const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const named = (text: string): Set<string> => new Set(text.match(/\b(?:tote|process)_[a-z0-9_]+/g));

  it('[O3] name metrics that there are, and the page names all', () => {
    const metrics = createRelayMetrics();
    metrics.watch({
      relay: { connections: 1, rooms: 2, unsentBytes: 3, waitingBytes: 4 },
      store: { usedBytes: 0, bytesMax: 1, isSound: false },
      diskFreeBytes: () => 0,
      diskFreeBytesMin: 0,
      socketsMax: 0,
      loopDelay: { percentile: () => 0, max: 0, reset: () => undefined },
      loopDelayResolutionMs: 20,
    });
    const samples = named(metrics.text());
    for (const line of [
      'tote_connections 1',
      'tote_lists_followed 2',
      'tote_unsent_bytes 3',
      'tote_waiting_bytes 4',
      'tote_store_sound 0',
    ])
      expect(metrics.text().split('\n')).toContain(line);
    const families = [...metrics.text().matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');
    const [page, dashboard] = [named(read('OPERATIONS.md')), named(read('deploy/grafana-dashboard.json'))];
    const rules = named(read('deploy/alerts.yml'));
    for (const name of [...page, ...dashboard, ...rules]) expect(samples).toContain(name);
    for (const name of families) {
      expect(page).toContain(name);
      expect(
        [...dashboard].some((shown) => shown.replace(/_(?:bucket|sum|count)$/, '') === name),
        name,
      ).toBe(true);
    }
    expect(rules.size).toBeGreaterThan(10);
  });

  it('[O3] ask for values of labels that there are', () => {
    const text = createRelayMetrics().text();
    const asked = [...read('deploy/alerts.yml').matchAll(/(\w+\{\w+=)~"([^"]+)"\}/g)];
    expect(asked.length).toBeGreaterThan(1);
    for (const [, metric, values = ''] of asked)
      for (const value of values.split('|'))
        expect(
          text.split('\n').some((line) => new RegExp(`^${metric}"${value}"} 0$`).test(line)),
          value,
        ).toBe(true);
  });

  it('[O3] the page says what to do at each alert', () => {
    const alerts = [...read('deploy/alerts.yml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const told = [...read('OPERATIONS.md').matchAll(/`(Tote[A-Z]\w+)`/g)].map(([, name]) => name);
    expect(told).toEqual(expect.arrayContaining(alerts));
    expect(alerts).toEqual(expect.arrayContaining(told));
    expect(alerts.length).toBeGreaterThan(10);
  });
});

describe('readiness', () => {
  const create = (probe: () => Promise<'ok' | 'store-full' | 'store-failed'>) => {
    let nowMs = 0;
    let draining = false;
    let probes = 0;
    let lateness: (() => void) | undefined;
    const ask = createReadiness({
      isDraining: () => draining,
      probe: () => {
        probes += 1;
        return probe();
      },
      nowMs: () => nowMs,
      schedule: (run) => {
        lateness = run;
        return () => (lateness = undefined);
      },
    });
    return {
      ask,
      probes: () => probes,
      wait: (ms: number) => (nowMs += ms),
      drain: () => (draining = true),
      late: () => lateness?.(),
    };
  };

  it('[O2] is a write that reached the disk, asked for once in two seconds at most', async () => {
    const relay = create(() => Promise.resolve('ok'));
    expect(await Promise.all(Array.from({ length: 100 }, relay.ask))).toEqual(new Array(100).fill('ready'));
    expect(relay.probes()).toBe(1);
    relay.wait(2_000);
    await relay.ask();
    expect(relay.probes()).toBe(2);
    relay.drain();
    expect(await relay.ask()).toBe('draining');
  });

  it('[O2] says why not', async () => {
    expect(await create(() => Promise.resolve('store-full')).ask()).toBe('store-full');
    expect(await create(() => Promise.resolve('store-failed')).ask()).toBe('store-broken');
    const hanging = create(() => new Promise(() => undefined));
    const answer = hanging.ask();
    hanging.late();
    expect(await answer).toBe('store-slow');
  });
});
