/** Digits of other scripts in blocks of ten, by the first of each block: Arabic-Indic and its eastern form. */
const DIGIT_BLOCKS = [0x0660, 0x06f0] as const;

const toLatinDigit = (character: string): string => {
  const code = character.charCodeAt(0);
  const block = DIGIT_BLOCKS.find((first) => code >= first && code < first + 10);
  return block === undefined ? character : String(code - block);
};

/** Reads what a person typed into a number field: decimal comma or point, other digits. Undefined if it is no amount. */
export const readNumber = (text: string): number | undefined => {
  const latin = Array.from(text.trim(), toLatinDigit).join('').replace(/[,٫]/, '.');
  if (!/^\d+(?:\.\d*)?$|^\.\d+$/.test(latin)) return undefined;
  const value = Number(latin);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};
