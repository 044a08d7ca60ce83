/** Puts a name that may be written the other way into a direction of its own, or the sentence falls apart around it. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;
