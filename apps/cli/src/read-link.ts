/** A link as people pass it on: with an address, and often with words around it (TERMINAL.md, C7). */
import { chooseEd25519, decodeLink, deriveKeys, type LinkError } from '@tote/seal';
import type { ShelfEntry } from './shelf.ts';

/** What a link says without any network. */
export type LinkFacts = Pick<ShelfEntry, 'listId' | 'role' | 'link' | 'app'>;

/** Why it cannot be used. The text itself is in no error: it may be a key. */
export type LinkReading =
  { readonly ok: true; readonly value: LinkFacts } | { readonly ok: false; readonly error: string };

const ADDRESS = /(https?:\/\/[^\s#]+)\/join#([\w-]+)/u;
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

/** Reads it; the address is where its relay is. */
export const readLink = async (text: string): Promise<LinkReading> => {
  const [, app, link] = ADDRESS.exec(text) ?? [];
  if (app === undefined || link === undefined) return { ok: false, error: 'a link looks like this: https://…/join#…' };
  if (link.startsWith(PAIRING_MARK)) return { ok: false, error: 'that link pairs devices; tote takes links of lists' };
  const decoded = decodeLink(link);
  const keys = decoded.ok ? await deriveKeys(decoded.value, await chooseEd25519()) : decoded;
  if (!keys.ok) return { ok: false, error: errorText(keys.error) };
  return { ok: true, value: { listId: keys.value.listId, role: keys.value.role, link, app: new URL(app).origin } };
};
