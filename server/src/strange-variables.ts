/** Variables that are meant for the relay and are none of its settings (RELAY.md, P3): a slip of the hand must not open a private relay. */

const PREFIX = 'TOTE_';
/** Kubernetes tells every process of the services beside it: a service `tote` is `TOTE_PORT=tcp://…`. */
const OF_KUBERNETES = /^(?:tcp|udp|sctp):\/\//;

/** A variable that was meant to be a setting. */
export interface Mistyped {
  readonly variable: string;
  readonly meant: string;
}

/** How many letters must be put in, left out or exchanged to make one word of the other. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const exchanged = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** Slips in a word of so many letters: in a short one, two make another word. */
const slipsMax = (letters: number): number => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

const bare = (variable: string): string => variable.replace(PREFIX, '');

const meantBy = (variable: string, settings: readonly string[]): string | undefined => {
  const name = bare(variable);
  return settings.find((setting) => distance(name, bare(setting)) <= slipsMax(name.length));
};

/** Sorts what is no setting into what was meant to be one, and what is somebody else's. */
export const strangeVariables = (
  environment: Readonly<Record<string, string | undefined>>,
  settings: readonly string[],
): { readonly mistyped: readonly Mistyped[]; readonly unknown: readonly string[] } => {
  const mistyped: Mistyped[] = [];
  const unknown: string[] = [];
  for (const [variable, value = ''] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || settings.includes(variable) || OF_KUBERNETES.test(value)) continue;
    const meant = meantBy(variable, settings);
    if (meant === undefined) unknown.push(variable);
    else mistyped.push({ variable, meant });
  }
  return { mistyped, unknown };
};
