export type { ParsedItem } from './item-reading.ts';
export { parseItemText, type ParseOptions } from './parse-item-text.ts';
