/** Digits of other scripts in blocks of ten, by the first of each block: Arabic-Indic and its eastern form. */
const DIGIT_BLOCKS = [0x0660, 0x06f0] as const;

const toLatinDigit = (character: string): string => {
  const code = character.charCodeAt(0);
  const block = DIGIT_BLOCKS.find((first) => code >= first && code < first + 10);
  return block === undefined ? character : String(code - block);
};

/** What people put around and into numbers: spaces and apostrophes between thousands, signs of currencies. */
const DECORATION = /[\s\u00a0\u202f'’٬]|\p{Sc}/gu;

const HALVES: Readonly<Record<string, string>> = { '½': '1/2', '¼': '1/4', '¾': '3/4' };

const fractionOf = (text: string): number | undefined => {
  const spelt = text.replace(/[½¼¾]/, (sign) => ` ${HALVES[sign] ?? ''}`).trim();
  const [, whole = '0', above, below] = /^(?:(\d+) +)?(\d+)\/(\d+)$/.exec(spelt) ?? [];
  return above === undefined ? undefined : Number(whole) + Number(above) / Number(below);
};

/** Both marks may stand in one number; a single one before three digits means thousands where it is not the decimal mark. */
const withoutGroups = (text: string, decimalMark: string): string => {
  const marks = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  const isDecimal =
    marks.length === 1 ? last === decimalMark || !/^[1-9]\d{0,2}[.,]\d{3}$/.test(text) : marks[0] !== last;
  const cut = isDecimal && last !== undefined ? text.lastIndexOf(last) : text.length;
  const whole = text.slice(0, cut);
  if (/[.,]/.test(whole) && !/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)) return '';
  return whole.replace(/[.,]/g, '') + text.slice(cut).replace(',', '.');
};

/**
 * Reads what a person typed into a number field: decimal comma or point, thousands as the language marks them, fractions,
 * other digits, the sign of a currency. Undefined if it is no amount.
 */
export const readNumber = (text: string, decimalMark: string): number | undefined => {
  const latin = Array.from(text.trim(), toLatinDigit).join('').replace('٫', '.');
  const fraction = fractionOf(latin);
  const plain = withoutGroups(latin.replace(DECORATION, ''), decimalMark === ',' ? ',' : '.');
  if (fraction === undefined && !/^\d+(?:\.\d*)?$|^\.\d+$/.test(plain)) return undefined;
  const value = fraction ?? Number(plain);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};
