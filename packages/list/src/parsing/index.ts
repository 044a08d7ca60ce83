export { parseItemText, type ParsedItem, type ParseOptions } from './parse-item-text.ts';
