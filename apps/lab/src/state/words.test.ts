import { expect, it } from 'vitest';
import { withRelayNames } from './words.ts';

it.each([
  ['relay1', 1, 'Relay'],
  ['Ann-relay1', 1, 'Ann – Relay'],
  ['Ann-relay2', 2, 'Ann – Relay 2'],
  ['→ relay2: changes, 176 B', 2, '→ Relay 2: changes, 176 B'],
  ['lost on the way from relay1: changes', 1, 'lost on the way from Relay: changes'],
  ['Ann', 2, 'Ann'],
])('the log names relays as the picture does: %s of %i', (text, relays, named) => {
  expect(withRelayNames(text, relays)).toBe(named);
});
