/** Sockets that say nothing. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { frontForEachTest } from '../testing/test-front.ts';
import { createTestList } from '../testing/test-list.ts';

const { served, restart } = frontForEachTest();

describe('WebSockets', () => {
  it('[T4] [W16] are cut when they do not answer the heartbeat, sooner those whose face others see', async () => {
    await restart({ heartbeatMs: 200 });
    const list = createTestList();
    const [alone, deaf, well] = [
      await served().connect({ autoPong: false }),
      await served().connect({ autoPong: false }),
      await served().connect(),
    ];
    await deaf.follow(list);
    await well.follow(list);
    expect(await deaf.whenClosed()).toBe(1006);
    expect(alone.closeCode).toBeUndefined();
    expect(await alone.whenClosed()).toBe(1006);
    expect(well.closeCode).toBeUndefined();
    await expect.poll(() => served().front.sockets).toBe(1);
  });

  it('[T4] that send a long message slowly are not cut', async () => {
    await restart({ heartbeatMs: 200 });
    const list = createTestList();
    const slow = await served().connect({ autoPong: false });
    await slow.follow(list);
    const sending = setInterval(() => slow.webSocket.send(Buffer.alloc(100), { fin: false }), 20);
    for (let i = 0; i < 2; i++) {
      const deaf = await served().connect({ autoPong: false });
      await deaf.follow(list);
      expect(await deaf.whenClosed()).toBe(1006);
    }
    clearInterval(sending);
    expect(slow.closeCode).toBeUndefined();
  });

  it('[T4] are asked at once by way of a proxy, else by the kernel first, which asks after a heartbeat', async () => {
    await restart({ heartbeatMs: 60_000 });
    const whenConnected = once(served().server, 'connection') as Promise<[Socket]>;
    const asking = served().connect();
    const [socket] = await whenConnected;
    const keepAlive = vi.spyOn(socket, 'setKeepAlive');
    await asking;
    expect(keepAlive).toHaveBeenCalledWith(true, 60_000);
    await restart({ heartbeatMs: 200 });
    let pings = 0;
    (await served().connect()).webSocket.on('ping', () => (pings += 1));
    const proxied = await served().connect({ headers: { 'X-Forwarded-For': '192.0.2.1' } });
    await once(proxied.webSocket, 'ping');
    await once(proxied.webSocket, 'ping');
    expect(pings).toBe(0);
  });

  it('[R1] are closed when nothing is said on them', async () => {
    await restart({ limits: { handshakeMsMax: 50 } });
    const idle = await served().connect();
    expect(await idle.whenClosed()).toBe(4500);
    await expect.poll(() => served().relay.connections).toBe(0);
  });
});
