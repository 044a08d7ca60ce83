/** What is wrong with a list, in words that need no explanation. */

interface Row {
  readonly name: string;
  readonly isTicked: boolean;
  readonly amount: string;
  readonly note: string;
}

/** "[ ] milk, 2 l (1 l taken) “the green one”", as scenarios state their rows. */
const ROW = /^\[(?<mark>[ x])\] (?<name>[^,(“]+?)(?:, (?<amount>.+?))?(?: \(.+ taken\))?(?: “(?<note>.*)”)?$/;

const readRow = (text: string): Row => {
  const { mark, name = text, amount = '', note = '' } = ROW.exec(text)?.groups ?? {};
  return { name, isTicked: mark === 'x', amount, note };
};

const faultsOfLine = (name: string, shown: readonly Row[], promised: Row | undefined): readonly string[] => {
  const [first] = shown;
  if (!first) return [`${name} is lost`];
  if (!promised) return [`${name} is still there`];
  if (shown.length > 1) return [`${name} is there ${shown.length === 2 ? 'twice' : `${shown.length} times`}`];
  return [
    ...(first.isTicked === promised.isTicked ? [] : [`${name} is ${first.isTicked ? 'ticked' : 'open again'}`]),
    ...(first.amount === promised.amount
      ? []
      : [`${name}: ${first.amount || 'no amount'} instead of ${promised.amount || 'none'}`]),
    ...(first.note === promised.note
      ? []
      : [promised.note === '' ? `${name}: “${first.note}” is still there` : `${name}: “${promised.note}” is lost`]),
  ];
};

const faultsAgainst = (shown: readonly Row[], promised: readonly Row[]): readonly string[] => {
  const names = [...new Set([...promised, ...shown].map(({ name }) => name))];
  return names.flatMap((name) =>
    faultsOfLine(
      name,
      shown.filter((row) => row.name === name),
      promised.find((row) => row.name === name),
    ),
  );
};

/** What is wrong with these rows, held against the choice of promised rows that they come nearest to. The order is not looked at. */
export const faultsOf = (rows: readonly string[], choices: readonly (readonly string[])[]): readonly string[] => {
  const shown = rows.map(readRow);
  const [nearest = []] = choices
    .map((choice) => faultsAgainst(shown, choice.map(readRow)))
    .sort((a, b) => a.length - b.length);
  return nearest;
};
