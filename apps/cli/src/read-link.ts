/** A link as people pass it on: with an address, and often with words around it (TERMINAL.md, C7). */
import { chooseEd25519, decodeLink, deriveKeys, type LinkError, type ListKeys, type Result } from '@tote/seal';
import type { ShelfEntry } from './shelf.ts';

/** What a link says without any network. */
export type LinkFacts = Pick<ShelfEntry, 'listId' | 'role' | 'link' | 'app'>;

const ADDRESS = /(https?:\/\/[^\s#]+)\/join\/?#([\w-]+)/u;
/** Begins what pairs devices (apps/web). */
const PAIRING_MARK = 'k';

const errorText = (error: LinkError): string => {
  switch (error.type) {
    case 'link-not-tote':
      return 'that is no link of Tote';
    case 'link-version':
      return `that link is of a newer version (${error.version}) than this command knows`;
    case 'link-damaged':
      return 'that link is damaged: characters are missing or changed';
  }
};

/** Keys that the text of a link gives, without an address. */
export const keysOfLink = async (link: string): Promise<Result<ListKeys, LinkError>> => {
  const decoded = decodeLink(link);
  return decoded.ok ? deriveKeys(decoded.value, await chooseEd25519()) : decoded;
};

/** Reads it; the address is where its relay is. The error is for people and never repeats the text, which may be a key. */
export const readLink = async (text: string): Promise<Result<LinkFacts, string>> => {
  const [, app, link] = ADDRESS.exec(text) ?? [];
  if (app === undefined || link === undefined) return { ok: false, error: 'a link looks like this: https://…/join#…' };
  if (link.startsWith(PAIRING_MARK)) return { ok: false, error: 'that link pairs devices; tote takes links of lists' };
  const keys = await keysOfLink(link);
  if (!keys.ok) return { ok: false, error: errorText(keys.error) };
  return { ok: true, value: { listId: keys.value.listId, role: keys.value.role, link, app: new URL(app).origin } };
};
