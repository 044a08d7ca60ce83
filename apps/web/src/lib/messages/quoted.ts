/** A title as French quotes it, with spaces that no line breaks at. */
export const quoted = (title: string): string => `«\u00a0${title}\u00a0»`;
