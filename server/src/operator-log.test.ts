import { describe, expect, it } from 'vitest';
import { createOperatorLog, type LogFormat } from './operator-log.ts';

describe('operator log', () => {
  const create = (format: LogFormat = 'text') => {
    const lines: string[] = [];
    let nowMs = 0;
    const log = createOperatorLog({ write: (line) => lines.push(line), now: () => new Date(nowMs), format });
    return { log, lines, advance: (ms: number) => (nowMs += ms) };
  };

  it('says nothing of daily business', () => {
    const { log, lines } = create();
    log.relay({ type: 'connected' });
    log.relay({ type: 'appended', entries: 3 });
    log.relay({ type: 'closed', code: 'draining', detail: '' });
    log.flush();
    expect(lines).toEqual([]);
  });

  it('[P4] writes one line per kind and interval under a flood, with the count', () => {
    const { log, lines, advance } = create();
    for (let i = 0; i < 1000; i++) log.relay({ type: 'closed', code: 'bad-frame', detail: 'wire-truncated' });
    log.relay({ type: 'refused', code: 'read-only', detail: 'request' });
    expect(lines).toHaveLength(2);
    advance(10_000);
    log.relay({ type: 'closed', code: 'bad-frame', detail: 'wire-truncated' });
    expect(lines.at(-1)).toBe('1970-01-01T00:00:10.000Z closed a connection: bad-frame (wire-truncated) (1000 times)');
    log.flush();
    expect(lines).toHaveLength(3);
  });

  it('[P4] writes an object per line for machines, if asked', () => {
    const { log, lines } = create('json');
    log.relay({ type: 'refused', code: 'read-only', detail: 'request' });
    log.upgradeRefused('too-many-sockets', {});
    log.upgradeRefused('other-path', {});
    log.store({ type: 'damaged', list: 'abcdef…', sequence: 7 });
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        time: '1970-01-01T00:00:00.000Z',
        level: 'info',
        kind: 'refused/read-only',
        count: 1,
        message: 'refused: read-only (request)',
      },
      {
        time: '1970-01-01T00:00:00.000Z',
        level: 'warning',
        kind: 'upgrade/too-many-sockets',
        count: 1,
        message: 'refused a connection: there are as many as may be (TOTE_SOCKETS_MAX)',
      },
      {
        time: '1970-01-01T00:00:00.000Z',
        level: 'error',
        kind: 'damaged',
        count: 1,
        message: 'DAMAGED: entry 7 of list abcdef…; set aside, the rest is served',
      },
    ]);
  });

  it('[P4] names the page that it refused, so that whoever set up a proxy sees what to set right, and nothing else', () => {
    const { log, lines, advance } = create();
    log.upgradeRefused('other-page', { origin: 'https://tote.example', host: '127.0.0.1:4680' });
    expect(lines.at(-1)).toContain('it says https://tote.example, and was sent to 127.0.0.1:4680, which a proxy');
    advance(10_000);
    log.upgradeRefused('other-page', { origin: 'https://x.example/canary?canary', host: 'a\nFAULT canary' });
    expect(lines.at(-1)).toContain('it says something odd, and was sent to something odd,');
    expect(lines.join()).not.toContain('canary');
  });

  it('[P3] names variables of no effect, if there are any, and a bound of the system that is too low', () => {
    const { log, lines } = create();
    log.unknownVariables([]);
    expect(lines).toEqual([]);
    log.unknownVariables(['TOTE_A', 'TOTE_B']);
    log.tooFewFiles(1_024, 10_000);
    expect(lines[0]).toContain('no effect: TOTE_A, TOTE_B');
    expect(lines[1]).toMatch(/1024 files open, fewer than TOTE_SOCKETS_MAX \(10000\)/);
  });

  it('[T9] tells of sockets that were cut for messages without an end', () => {
    const { log, lines } = create();
    for (let i = 0; i < 3; i++) log.unfinishedCut(200_000 + i);
    log.flush();
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/200002 bytes.*TOTE_UNFINISHED_BYTES_MAX \(2 times\)$/);
  });

  it('[O7] names the bound that was met by its variable, and shares a line under a flood for each', () => {
    const { log, lines } = create();
    for (let i = 0; i < 3; i++)
      for (const bound of ['createdListsPerHour', 'envelopesPerSecond'] as const)
        log.relay({ type: 'refused', code: 'rate-limited', detail: 'request', bound });
    log.relay({ type: 'refused', code: 'relay-full', detail: 'request', bound: 'store-bytes' });
    for (const bound of ['new-lists', 'store-bytes', 'disk-floor', 'disk', 'redis-memory'] as const)
      log.store({ type: 'store-full', bound });
    log.flush();
    expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'refused: rate-limited (request, TOTE_CREATED_LISTS_PER_HOUR)',
      'refused: rate-limited (request, TOTE_ENVELOPES_PER_SECOND)',
      'refused: relay-full (request, TOTE_STORE_BYTES_MAX)',
      'FULL: no room for new lists: nine tenths of TOTE_STORE_BYTES_MAX, or of the maxmemory of TOTE_STORE, are used; all stored data stays readable',
      'FULL: no room for new data: the store has grown to TOTE_STORE_BYTES_MAX; all stored data stays readable',
      'FULL: no room for new data: less than TOTE_DISK_FREE_BYTES_MIN is free on the disk; all stored data stays readable',
      'FULL: no room for new data on the disk; all stored data stays readable',
      'FULL: no room for new data: the server of TOTE_STORE has no memory left below its maxmemory; all stored data stays readable',
      'refused: rate-limited (request, TOTE_CREATED_LISTS_PER_HOUR) (2 times)',
      'refused: rate-limited (request, TOTE_ENVELOPES_PER_SECOND) (2 times)',
    ]);
  });

  it('[P5] tells that relays elsewhere cannot see this one', () => {
    const { log, lines } = create();
    log.store({ type: 'life-unseen' });
    expect(lines.join()).toMatch(/no mkfifo: a relay in another container/);
  });

  it('tells of damage and of a full disk what is and what is not lost', () => {
    const { log, lines } = create();
    log.store({ type: 'damaged', list: 'abcdef…', sequence: 7 });
    log.store({ type: 'store-full', bound: 'disk-floor' });
    log.store({ type: 'store-broken', detail: 'EIO' });
    expect(lines.join('\n')).toMatch(/entry 7 of list abcdef….*the rest is served[^]*stays readable[^]*EIO/);
  });
});
