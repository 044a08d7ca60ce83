/** Finds the link in what a person pasted, or another app shared: messages have words around theirs. */
import { JOIN_PATH } from './arrival.ts';

/** "/" and "#" are written otherwise inside an address that leads there by way of another, which counts who follows it. */
const [SLASH, HASH] = ['(?:/|%2F)', '(?:#|%23)'];
const LINK = new RegExp(`${JOIN_PATH.replace('/', SLASH)}${SLASH}?(?:\\?[^\\s#]*)?${HASH}([\\w-]+)`, 'i');

/** What stands after "#" in the first Tote link of a text; undefined if there is none. */
export const linkInText = (text: string): string | undefined => LINK.exec(text)?.[1];
