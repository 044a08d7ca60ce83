export type { ParsedItem } from './item-reading.ts';
export { parseAmount, parseItemText, type ParseOptions } from './parse-item-text.ts';
