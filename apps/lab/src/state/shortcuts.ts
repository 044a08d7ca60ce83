/** Keys of the lab. The sheet that lists them and the page that obeys them read the same table. */
export const SHORTCUTS = [
  { name: 'play', keys: ['Space'], text: 'Play or pause' },
  { name: 'forward', keys: ['.'], text: 'One step forward' },
  { name: 'back', keys: [','], text: 'One step back' },
  { name: 'restart', keys: ['Home'], text: 'From the beginning' },
  { name: 'slower', keys: ['-'], text: 'Slower' },
  { name: 'faster', keys: ['+'], text: 'Faster' },
  { name: 'online', keys: ['1', '…', '6'], text: 'Device off-line or on-line' },
  { name: 'crash', keys: ['Shift', '1', '…', '6'], text: 'Pull the plug of a device, or switch it on' },
  { name: 'relay', keys: ['K'], text: 'Pull the plug of the relay, or start it' },
  { name: 'chaos', keys: ['X'], text: 'Chaos on or off' },
  { name: 'heal', keys: ['H'], text: 'Heal everything' },
  { name: 'next', keys: ['N'], text: 'Next scenario' },
  { name: 'previous', keys: ['P'], text: 'Previous scenario' },
  { name: 'compare', keys: ['C'], text: 'Compare with naive merging' },
  { name: 'seed', keys: ['R'], text: 'Another seed' },
  { name: 'share', keys: ['S'], text: 'Share this run' },
  { name: 'help', keys: ['?'], text: 'This sheet' },
] as const;

/** What a key asks for. */
export type ShortcutName = (typeof SHORTCUTS)[number]['name'];

const NAME_BY_KEY: ReadonlyMap<string, ShortcutName> = new Map<string, ShortcutName>([
  [' ', 'play'],
  ...SHORTCUTS.filter(({ keys }) => keys.length === 1).map(
    ({ name, keys: [key] }) => [key.toLowerCase(), name] as const,
  ),
]);

/** What a pressed key asks for; a digit names a device, counted from 0. */
export const shortcutOf = (
  event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): { readonly name: ShortcutName; readonly device: number } | undefined => {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const digit = /^Digit([1-6])$/.exec(event.code)?.[1];
  if (digit !== undefined) return { name: event.shiftKey ? 'crash' : 'online', device: Number(digit) - 1 };
  const name = NAME_BY_KEY.get(event.key.toLowerCase());
  return name && { name, device: 0 };
};
