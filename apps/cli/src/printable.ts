/** Text of other people, on its way to a terminal (TERMINAL.md, C11). */

/** What moves the cursor, sets a title or turns the direction of what follows. */
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Without what a terminal would obey. */
export const printable = (text: string): string => text.replace(CONTROLS, '\ufffd');

/** The same for text of many lines, with tabs. */
export const printableText = (text: string): string =>
  text.replace(CONTROLS, (control) => (/[\t\n\r]/u.test(control) ? control : '\ufffd'));

/** JSON in which such characters are escapes; on one line, or readable. */
export const printableJson = (value: unknown, isReadable: boolean): string => {
  const json = JSON.stringify(value, undefined, isReadable ? 2 : undefined);
  return json.replace(CONTROLS, (control) =>
    control === '\n' ? control : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};
