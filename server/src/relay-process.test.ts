/** The relay as operators meet it: started, killed, stopped, with a full disk, with bad settings. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLmdbTablesToRead } from './adapters/lmdb-tables.ts';
import { createTestList, type TestList } from './testing/test-list.ts';
import {
  bundleRelay,
  connectTo,
  removeBundle,
  runTestCommand,
  startTestProcess,
  type TestProcess,
} from './testing/test-process.ts';

/** 200 of them: `npm run bench -- kill` */
const KILL_ROUNDS = Number(process.env['TOTE_KILL_ROUNDS'] ?? 3);
const WRITERS = 8;
const LISTS = 3;
/** Then the writers go on with new lists: a log without snapshots that grows for 200 rounds is a test of reading. */
const ROUNDS_PER_LISTS = 10;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

beforeAll(bundleRelay, 60_000);
afterAll(removeBundle);

let folder: string;
let processes: TestProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tote-relay-'));
  processes = [];
});
afterEach(async () => {
  for (const one of processes) await one.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const start = async (env: Readonly<Record<string, string>> = {}, fileBlocksMax?: number): Promise<TestProcess> => {
  const started = await startTestProcess(folder, env, fileBlocksMax);
  processes.push(started);
  return started;
};

/** All that a relay has of a list, by sequence, and the generation it is under. */
const readLog = async (port: number, list: TestList) => {
  const client = await connectTo(port);
  const { generation, head } = await client.follow(list, { role: 'view' });
  const entries = client.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
  client.cut();
  expect(entries.length).toBeGreaterThanOrEqual(head);
  expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
  return { generation: base64(generation), envelopes: entries.map(({ envelope }) => base64(envelope)) };
};

interface Acknowledged {
  readonly list: TestList;
  readonly envelope: string;
  readonly sequence: number;
}

/** Appends as fast as acknowledgements come, until the relay is gone. */
const writeOn = async (port: number, list: TestList, acknowledged: Acknowledged[]): Promise<number> => {
  const client = await connectTo(port);
  await client.follow(list);
  for (;;) {
    const envelopes = [list.envelope(), list.envelope()];
    const answer = await Promise.race([client.append(envelopes), client.whenClosed()]);
    if (typeof answer === 'number') return answer;
    if (answer.type === 'refused') continue;
    for (const [index, envelope] of envelopes.entries())
      acknowledged.push({ list, envelope: base64(envelope), sequence: answer.sequences[index] ?? 0 });
  }
};

const checkAcknowledged = async (port: number, lists: readonly TestList[], acknowledged: readonly Acknowledged[]) => {
  const generations: string[] = [];
  for (const list of lists) {
    const { generation, envelopes } = await readLog(port, list);
    generations.push(generation);
    const own = acknowledged.filter((one) => one.list === list);
    const missing = own.filter(({ envelope, sequence }) => envelopes[sequence - 1] !== envelope);
    expect(missing).toEqual([]);
  }
  return generations;
};

describe('a relay process', () => {
  it(
    `[P2] loses nothing that it acknowledged when it is killed under load (${KILL_ROUNDS} times)`,
    { timeout: 60_000 + KILL_ROUNDS * 30_000 },
    async () => {
      const all: TestList[] = [];
      let lists: TestList[] = [];
      const acknowledged: Acknowledged[] = [];
      let generations: string[] = [];
      for (let round = 0; round < KILL_ROUNDS; round++) {
        if (round % ROUNDS_PER_LISTS === 0) {
          lists = Array.from({ length: LISTS }, createTestList);
          all.push(...lists);
          generations = [];
        }
        const running = await start();
        const before = acknowledged.length;
        const writing = Array.from({ length: WRITERS }, (_, index) =>
          writeOn(running.port, lists[index % LISTS] ?? createTestList(), acknowledged),
        );
        await expect
          .poll(() => acknowledged.length - before, { timeout: 120_000 })
          .toBeGreaterThan(200 + 37 * (round % 7));
        await running.end('SIGKILL');
        await Promise.all(writing);
        const next = await start();
        const now = await checkAcknowledged(next.port, lists, acknowledged);
        for (const [index, generation] of now.entries()) expect(generation).not.toBe(generations[index]);
        generations = now;
        await next.end('SIGKILL');
      }
      const last = await start();
      await checkAcknowledged(last.port, all, acknowledged);
      expect(acknowledged.length).toBeGreaterThan(200 * KILL_ROUNDS);
    },
  );

  it(
    '[P1] stops in order under load: every acknowledgement holds, clients hear 1012, the generation stays',
    { timeout: 60_000 },
    async () => {
      const list = createTestList();
      const acknowledged: Acknowledged[] = [];
      const running = await start();
      const writing = Array.from({ length: WRITERS }, () => writeOn(running.port, list, acknowledged));
      await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(200);
      const { generation } = await readLog(running.port, list);
      expect(await running.end('SIGTERM')).toBe(0);
      await expect.poll(() => running.output()).toMatch(/^Tote relay stopped in good order\.$/m);
      expect(await Promise.all(writing)).toEqual(new Array(WRITERS).fill(1012));
      const next = await start();
      expect(await checkAcknowledged(next.port, [list], acknowledged)).toEqual([generation]);
      expect(await next.end('SIGINT')).toBe(0);
      expect(await (await start()).end('SIGHUP')).toBe(0);
      expect(readdirSync(folder).filter((name) => name.startsWith('relay.pid'))).toEqual(['relay.pid.3']);
      expect(readFileSync(join(folder, 'relay.pid.3'), 'utf8')).toBe('free');
    },
  );

  it(
    '[L9] with a full disk refuses, keeps serving what it has, and takes more when there is room',
    { timeout: 60_000 },
    async () => {
      const list = createTestList();
      const running = await start({}, 12_000);
      const client = await connectTo(running.port);
      await client.follow(list);
      const kept: string[] = [];
      let refused = 0;
      while (refused < 20) {
        const envelope = list.envelope('update', 122_880);
        const answer = await client.append([envelope]);
        if (answer.type === 'ack') kept.push(base64(envelope));
        else {
          expect(answer.code).toBe('relay-full');
          refused += 1;
        }
      }
      expect(kept.length).toBeGreaterThan(5);
      expect((await readLog(running.port, list)).envelopes).toEqual(kept);
      expect(running.output()).toMatch(/FULL: no room/);
      expect(await running.end('SIGTERM')).toBe(0);

      const stillFull = await start({}, 12_000);
      expect((await readLog(stillFull.port, list)).envelopes).toEqual(kept);
      await stillFull.end('SIGKILL');

      const roomy = await start();
      const again = await connectTo(roomy.port);
      await again.follow(list);
      expect(await again.append([list.envelope()])).toMatchObject({ type: 'ack', sequences: [kept.length + 1] });
      expect((await readLog(roomy.port, list)).envelopes.slice(0, -1)).toEqual(kept);
    },
  );

  it('[L9] starts and serves what it has on a disk that takes nothing at all', { timeout: 60_000 }, async () => {
    const list = createTestList();
    const running = await start();
    const client = await connectTo(running.port);
    await client.follow(list);
    await client.append([list.envelope(), list.envelope()]);
    const before = await readLog(running.port, list);
    expect(await running.end('SIGTERM')).toBe(0);

    const full = await start({}, 0);
    expect(await readLog(full.port, list)).toEqual(before);
    expect((await fetch(`http://127.0.0.1:${full.port}/healthz`)).status).toBe(200);
    await expect(startTestProcess(folder, {}, 0)).rejects.toThrow(/uses the data folder/);
    expect(await full.end('SIGTERM')).toBe(0);
    expect(readlinkSync(join(folder, 'relay.pid.2'))).toBe('free');
  });

  it('[P2] [L9] does not start without what the journal has when there is no room for it, and has it when there is', async () => {
    const list = createTestList();
    const running = await start();
    const [data, empty] = [join(folder, 'data.mdb'), join(folder, 'empty')];
    cpSync(data, empty);
    const client = await connectTo(running.port);
    await client.follow(list);
    const envelopes = [list.envelope(), list.envelope('update', 122_880)];
    expect(await client.append(envelopes)).toMatchObject({ type: 'ack' });
    await running.end('SIGKILL');
    // As if LMDB had never had it, nor been given room.
    cpSync(empty, data);
    const tables = openLmdbTablesToRead(folder);
    const usedBytes = (tables.lastPage() + 1) * tables.pageBytes;
    await tables.root.close();
    truncateSync(data, usedBytes);

    for (let round = 0; round < 2; round++)
      await expect(startTestProcess(folder, {}, usedBytes / 512)).rejects.toThrow(
        /exit 1:\nThe data folder .* cannot be used: the disk has no room for what the journal holds/,
      );
    const roomy = await start();
    expect((await readLog(roomy.port, list)).envelopes).toEqual(envelopes.map(base64));
    expect(roomy.output()).toContain('brought in 2 envelopes from the journal');
  }, 60_000);

  it('[P1] ends at once on a second signal', { timeout: 60_000 }, async () => {
    const running = await start();
    const client = await connectTo(running.port);
    await client.follow(createTestList());
    client.freeze(); // it does not answer the goodbye, so that the stop takes its time
    expect(await Promise.all([running.end('SIGTERM'), running.end('SIGINT')])).toEqual([1, 1]);
    expect(running.output()).not.toContain('in good order');
  });

  it('[L9] says so when not even an empty store fits on the disk', { timeout: 60_000 }, async () => {
    await expect(startTestProcess(folder, {}, 100)).rejects.toThrow(
      /exit 1:\nThe data folder .* cannot be used: EFBIG/,
    );
  });

  it('[P5] refuses to start on the data of another, and says whose it is', { timeout: 60_000 }, async () => {
    await start();
    await expect(startTestProcess(folder)).rejects.toThrow(
      /exit 1:\nAnother relay \(process \d+, maybe of another container\) uses the data folder/,
    );
  });

  it('[P5] of many that start at once one gets the data', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 2; round++) {
      const starts = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
      const running = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(running).toHaveLength(1);
      for (const one of starts)
        if (one.status === 'rejected') expect(String(one.reason)).toContain('uses the data folder');
      await running[0]?.end('SIGKILL');
    }
  });

  it('[P3] refuses settings that it cannot use, and an address that is taken', { timeout: 60_000 }, async () => {
    await expect(startTestProcess(folder, { PORT: 'http' })).rejects.toThrow(
      'exit 78:\nPORT is "http"; it must be a whole number from 0 to 65535.',
    );
    await expect(startTestProcess(folder, { PORT: 'http', TOTE_LOG: 'json' })).rejects.toThrow(
      /exit 78:\n\{"time":"[^"]*","level":"error","kind":"process","count":1,"message":"PORT is/,
    );
    const { port } = await start();
    // A folder that exists and makes no children: Node's own recursive mkdir never comes back from there.
    await expect(startTestProcess('/proc/tote/data')).rejects.toThrow(
      /exit 1:\nThe data folder \/proc\/tote\/data cannot be used: E\w+: [^\n]*TOTE_DATA[^\n]*\n?$/,
    );
    const elsewhere = mkdtempSync(join(tmpdir(), 'tote-relay-'));
    await expect(startTestProcess(elsewhere, { PORT: String(port) })).rejects.toThrow(
      /exit 1:\nCannot listen: .*EADDRINUSE/,
    );
    rmSync(elsewhere, { recursive: true });
  });

  it(
    '[P4] writes no content, no whole list name and no query to its log, whatever happens',
    { timeout: 60_000 },
    async () => {
      const list = createTestList();
      const running = await start({ TOTE_ENVELOPES_BURST: '2', TOTE_ENVELOPES_PER_SECOND: '1' });
      await fetch(`http://127.0.0.1:${running.port}/some/canary?query=canary`);
      const client = await connectTo(running.port, '?query=canary');
      await client.follow(list);
      await client.append([list.envelope(), list.envelope()]);
      await client.append([list.envelope()]);
      client.sendBytes(new TextEncoder().encode('canary'));
      expect(await client.whenClosed()).toBe(4400);
      expect(await running.end('SIGTERM')).toBe(0);
      const output = running.output();
      expect(output).toMatch(/refused: rate-limited/);
      expect(output).toMatch(/closed a connection: bad-frame/);
      expect(output).not.toContain('canary');
      expect(output).not.toContain(list.name);
      expect(output).not.toContain(Buffer.from(list.listId).toString('hex'));
    },
  );

  it(
    '[O8] [O9] [R19] tells its lists while it runs, forgets one when it does not, and keeps it away if asked',
    { timeout: 60_000 },
    async () => {
      const [bread, milk] = [createTestList(), createTestList()];
      const running = await start();
      const client = await connectTo(running.port);
      for (const [index, list] of [bread, milk].entries()) {
        await client.follow(list, { channel: index + 1 });
        await client.append([list.envelope('update', 10_240 >> index)], index + 1);
      }
      const before = await readLog(running.port, milk);
      const listed = await runTestCommand(folder, 'lists');
      expect([listed.code, listed.output.match(/^.{43}(?= )/gm)?.slice(1)]).toEqual([0, [bread.name, milk.name]]);
      const early = await runTestCommand(folder, 'forget', bread.name);
      expect(early).toMatchObject({ code: 2, output: expect.stringContaining('stop it, do this, start it') as string });
      expect(await running.end('SIGTERM')).toBe(0);

      const forgotten = await runTestCommand(folder, 'forget', bread.name);
      expect(forgotten).toMatchObject({
        code: 0,
        output: expect.stringMatching(`^Forgot list ${bread.name}: 1 e`) as string,
      });
      const next = await start();
      expect(await readLog(next.port, milk)).toEqual(before);
      const device = await connectTo(next.port);
      expect(await device.follow(bread)).toMatchObject({ head: 0 });
      expect(await device.append([bread.envelope()])).toMatchObject({ type: 'ack', sequences: [1] });
      expect(await next.end('SIGTERM')).toBe(0);

      const strict = await start({ TOTE_REFUSED_LISTS: bread.name });
      const refused = await connectTo(strict.port);
      await refused.open(bread);
      expect(await refused.next('refused')).toMatchObject({ code: 'not-authorised' });
      expect(await readLog(strict.port, milk)).toEqual(before);
    },
  );

  it('[P4] says everything as objects for machines, if asked', { timeout: 60_000 }, async () => {
    const running = await start({ TOTE_LOG: 'json', TOTE_SOCKETS_MAX: '999999999', TOTE_OF_SOMEBODY: 'x' });
    expect(await running.end('SIGTERM')).toBe(0);
    const lines = running.output().trim().split('\n');
    const said = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    for (const one of said) expect(Object.keys(one)).toEqual(['time', 'level', 'kind', 'count', 'message']);
    const messages = said.map(({ message }) => message).join('\n');
    for (const part of [/^Tote relay listening/m, /^Version \d/m, /: TOTE_OF_SOMEBODY$/m, /^Tote relay stopped/m])
      expect(messages).toMatch(part);
    if (process.platform === 'linux') expect(messages).toMatch(/fewer than TOTE_SOCKETS_MAX \(999999999\)/);
  });

  it('says where it listens and where its data is', { timeout: 60_000 }, async () => {
    const running = await start({ HOST: '0.0.0.0', TOTE_QR: 'always' });
    expect(running.output()).toContain(`Tote relay listening on http://127.0.0.1:${running.port}\n`);
    await expect.poll(() => running.output()).toContain(`Data: ${folder}`);
    expect(running.output()).toMatch(/On this network: http:\/\/\S+[^]*█▀▀▀▀▀█|Data:/);
    await expect.poll(() => running.output()).toMatch(/^Version \d+\.\d+\.\d+, on Node 2\d/m);
    expect(running.output()).not.toContain('access token');
    await running.end('SIGTERM');
    const secret = '0123456789abcdefSECRET';
    const closed = await start({ TOTE_ACCESS_TOKEN: secret });
    await expect.poll(() => closed.output()).toContain('Clients need an access token; 1 will do.');
    expect(closed.output()).not.toContain(secret);
  });
});
