/** Who gets a WebSocket, and who is turned away. */
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { frontForEachTest } from '../testing/test-front.ts';
import { createTestList } from '../testing/test-list.ts';

const { served, restart } = frontForEachTest();

describe('WebSockets', () => {
  it('[T1] are served at /relay only', async () => {
    expect(await served().refusalOf('/')).toBe(404);
    expect(await served().refusalOf('/relay/x')).toBe(404);
    expect(await served().refusalOf('/relay?secret=1')).toBe(101);
  });

  it('[T2] are refused to pages of other hosts', async () => {
    expect(await served().refusalOf('/relay', { Origin: 'http://evil.example' })).toBe(403);
    expect(await served().refusalOf('/relay', { Origin: `http://${served().host}` })).toBe(101);
    await restart({ origins: ['https://tote.example'] });
    expect(await served().refusalOf('/relay', { Origin: `http://${served().host}` })).toBe(403);
    expect(await served().refusalOf('/relay', { Origin: 'https://tote.example' })).toBe(101);
  });

  it('[T4] are refused when there are too many', async () => {
    await restart({ socketsMax: 2 });
    const first = await served().connect();
    await served().connect();
    expect(await served().refusalOf('/relay')).toBe(503);
    first.webSocket.close();
    await first.whenClosed();
    expect(await served().refusalOf('/relay')).toBe(101);
  });

  it('[T6] are counted by address, a proxy telling it, and an IPv6 address by its /64', async () => {
    await restart({ socketsPerAddressMax: 2, trustProxy: '127.0.0.1' });
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
    const first = await served().connect(from('192.0.2.1'));
    await served().connect(from('198.51.100.1, 192.0.2.1'));
    expect(await served().refusalOf('/relay', from('192.0.2.1').headers)).toBe(429);
    await served().connect(from('2001:db8::1'));
    await served().connect(from('2001:db8:0:0:ffff::2'));
    expect(await served().refusalOf('/relay', from('2001:db8::3').headers)).toBe(429);
    expect(await served().refusalOf('/relay', from('2001:db8:0:1::3').headers)).toBe(101);
    first.webSocket.close();
    await first.whenClosed();
    expect(await served().refusalOf('/relay', from('192.0.2.1').headers)).toBe(101);
  });

  it('[T6] are not counted by what a client says of itself, nor from this machine', async () => {
    await restart({ socketsPerAddressMax: 1 });
    for (let i = 0; i < 3; i++) await served().connect({ headers: { 'X-Forwarded-For': '192.0.2.1' } });
    expect(served().front.sockets).toBe(3);
  });

  it('[T6] that are no handshake in the end leave no count behind', async () => {
    await restart({ socketsPerAddressMax: 1, trustProxy: '1' });
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    for (let i = 0; i < 3; i++)
      expect(await served().refusalOf('/relay', { ...headers, 'Sec-WebSocket-Version': '1' })).toBe(400);
    expect(await served().refusalOf('/relay', headers)).toBe(101);
  });

  it('[H5] that are refused are let go of, though the client keeps its half open', async () => {
    const half = served().connectRaw(true);
    half.write(`GET /other HTTP/1.1\r\nHost: ${served().host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    half.resume();
    await once(half, 'end');
    await expect.poll(served().connections).toBe(0);
    half.destroy();
  });

  it('[H5] that are refused behind an answer that nobody reads are cut in the end; those that are taken have no such time', async () => {
    const answer = Buffer.alloc(16 * 1024 * 1024);
    served().server.on('request', (_request, response) => void response.end(answer));
    served().server.timeout = 200;
    const client = await served().connect();
    const ask = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
    const upgrade = [`Host: ${served().host}`, 'Connection: Upgrade', 'Upgrade: websocket'];
    const deaf = ['GET /other HTTP/1.1', 'GET /relay HTTP/1.1'].map((line) => {
      const socket = served().connectRaw().pause();
      socket.write(ask(['GET /file HTTP/1.1', `Host: ${served().host}`]) + ask([line, ...upgrade]));
      return socket;
    });
    await expect.poll(served().connections).toBe(3);
    await expect.poll(served().connections, { timeout: 5_000 }).toBe(1);
    await client.follow(createTestList());
    for (const socket of deaf) socket.destroy();
  });

  it('[T7] to a private relay need a token, which is never sent back', async () => {
    const [token, other] = ['0123456789abcdef', 'fedcba9876543210'];
    await restart({ tokens: [token, other] });
    for (const protocols of [[], ['tote'], ['tote', 'tote.token.0123456789abcdeF']])
      expect(await (await served().connect({}, protocols)).whenClosed()).toBe(4403);
    for (const good of [token, other]) {
      const client = await served().connect({}, ['tote', `tote.token.${good}`]);
      expect(client.webSocket.protocol).toBe('tote');
      await client.follow(createTestList());
    }
    expect(served().relay.connections).toBe(2);
  });

  it('[T6] [T7] that were turned away are counted no more', async () => {
    await restart({ tokens: ['0123456789abcdef'], socketsMax: 1 });
    for (let i = 0; i < 3; i++) {
      expect(await (await served().connect()).whenClosed()).toBe(4403);
      await expect.poll(served().connections).toBe(0);
    }
    await served().connect({}, ['tote', 'tote.token.0123456789abcdef']);
  });
});
