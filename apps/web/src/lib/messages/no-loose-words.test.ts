import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '../..');

/** Attributes that a person sees or hears. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
]);

/** Words that are the same in every language. */
const SAME_EVERYWHERE = new Set(['Tote', 'Enter', 'CSV', 'JSON', 'Markdown', 'Esc', 'Ctrl']);

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !SAME_EVERYWHERE.has(text.trim());

const isNode = (value: unknown): value is { readonly type: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Texts in a component that somebody would see or hear untranslated. Strings in code are not looked at. */
const looseWords = (source: string): readonly string[] => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const part of value) walk(part);
      return;
    }
    if (!isNode(value) || value.type === 'StyleDirective') return;
    if (value.type === 'Text') {
      const { data } = value as AST.Text;
      if (isWords(data)) found.push(data.trim());
      return;
    }
    if (value.type === 'Attribute') {
      const attribute = value as AST.Attribute;
      if (!SPOKEN.has(attribute.name)) return;
    }
    for (const part of Object.values(value)) if (typeof part === 'object') walk(part);
  };
  walk(parse(source, { modern: true }).fragment);
  return found;
};

describe('no visible string is outside the messages', () => {
  it('finds loose words, spoken attributes among them', () => {
    expect(looseWords('<p>Hello</p><b>{name}</b>')).toEqual(['Hello']);
    expect(looseWords('<i aria-label="More">×</i><i class="icon big"></i>')).toEqual(['More']);
    expect(looseWords('{#if a}<p>· Tote</p>{:else}Nothing{/if}')).toEqual(['· Tote', 'Nothing']);
  });

  const components = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.svelte'),
  );

  it.each(components)('%s', (path) => {
    expect(looseWords(readFileSync(join(SOURCE, path), 'utf8'))).toEqual([]);
  });
});
