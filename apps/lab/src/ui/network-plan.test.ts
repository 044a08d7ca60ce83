import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../stage/action.ts';
import type { LineFrame } from '../stage/frame.ts';
import { DEVICE_RADIUS, DEVICE_Y, HEIGHT, MESSAGE, planNetwork, RELAY_BOX, RELAY_Y } from './network-plan.ts';

/** A phone, a window with the scenarios beside it, a projector: in steps of the drawing. */
const WIDTHS = [366, 912, 1_060];
const RELAYS = ['relay1', 'relay2'];
const SENT = { sentAtMs: 0, dueAtMs: 1_000 };
const lineOf = (device: string, relay: string, state: LineFrame['state'] = 'carries'): LineFrame => ({
  name: `${device}-${relay}`,
  device,
  relay,
  state,
  latencyMs: 600,
  isOpen: true,
});

describe('a message in the drawing', () => {
  it.each(WIDTHS.flatMap((width) => [2, 3, 6].flatMap((count) => [1, 2].map((relays) => ({ width, count, relays })))))(
    'never hides under a relay or a device: $count devices, $relays relays, $width wide',
    (size) => {
      const devices = PEOPLE.slice(0, size.count);
      const relays = RELAYS.slice(0, size.relays);
      const plan = planNetwork(size.width, devices, relays);
      for (const device of devices)
        for (const relay of relays)
          for (const direction of ['up', 'down'] as const)
            for (let nowMs = 0; nowMs <= 1_000; nowMs += 50) {
              const { x, y } = plan.placeOf({ ...SENT, direction }, lineOf(device, relay), nowMs);
              const aside = Math.abs(x - plan.relayX(relay)) >= RELAY_BOX.across + MESSAGE.across - 0.01;
              const below = y - RELAY_Y >= RELAY_BOX.up + MESSAGE.up - 0.01;
              expect(aside || below, `${device} ${direction} at ${nowMs}: ${x}, ${y}`).toBe(true);
              expect(Math.hypot(x - plan.deviceX(device), y - DEVICE_Y)).toBeGreaterThan(DEVICE_RADIUS + 5);
              expect(y).toBeGreaterThan(0);
              expect(y).toBeLessThan(HEIGHT);
            }
    },
  );

  it('goes from end to end, and waits in the middle of what does not carry', () => {
    const plan = planNetwork(912, ['Ann'], ['relay1']);
    const heightAt = (state: LineFrame['state'], direction: 'up' | 'down', nowMs: number) =>
      plan.placeOf({ ...SENT, direction }, lineOf('Ann', 'relay1', state), nowMs).y;
    const [from, to] = [heightAt('carries', 'up', 0), heightAt('carries', 'up', 1_000)];
    expect(from).toBeGreaterThan(to);
    expect(heightAt('carries', 'down', 0)).toBeCloseTo(to);
    expect(heightAt('carries', 'down', 1_000)).toBeCloseTo(from);
    expect(heightAt('down-only', 'up', 1_000)).toBeCloseTo((from + to) / 2);
    expect(heightAt('up-only', 'up', 1_000)).toBeCloseTo(to);
  });
});
