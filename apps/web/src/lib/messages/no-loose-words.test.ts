import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from './language.ts';

const APP = resolve(import.meta.dirname, '../../..');
const SOURCE = join(APP, 'src');

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

/** Words that are the same in every language, names of systems among them. */
const SAME_EVERYWHERE = new Set(
  'Tote Enter CSV JSON Markdown Esc Ctrl Android Windows Macintosh CrOS Linux'.split(' '),
);

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !SAME_EVERYWHERE.has(text.trim());

/** What the platform calls its keys, media queries and features: compared with or asked for, never shown. */
const PLATFORM_NAMES =
  /^(?:Arrow(?:Up|Down|Left|Right)|Backspace|Delete|End|Enter|Escape|Home|Tab|BroadcastChannel|\([a-z-]+: [a-z]+\))$/;

/** A text in code may be anything; one that begins like a sentence or has two words side by side may be meant for somebody. */
const isSentence = (text: string): boolean =>
  isWords(text) && !PLATFORM_NAMES.test(text) && /^\s*\p{Lu}\p{Ll}|\p{L}{2,}[,.:]? \p{L}{2,}/u.test(text);

interface Node {
  readonly type: string;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Calls whose texts only developers read. */
const isForDevelopers = (node: Node): boolean => {
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const { callee } = node as Node & { readonly callee: Node & { readonly name?: string; readonly object?: Node } };
    const name = callee.name ?? (callee.object as { readonly name?: string } | undefined)?.name ?? '';
    return /^(?:console|\w*Error)$/.test(name);
  }
  return false;
};

/** Texts that somebody would see or hear untranslated: those of the markup, and sentences in its code. */
const looseWords = (source: string): readonly string[] => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const part of value) walk(part);
      return;
    }
    if (!isNode(value) || value.type === 'StyleDirective' || value.type.startsWith('TS') || isForDevelopers(value))
      return;
    if (value.type === 'Text') {
      const { data } = value as AST.Text;
      if (isWords(data)) found.push(data.trim());
      return;
    }
    if (value.type === 'Attribute') {
      const { name, value: parts } = value as AST.Attribute;
      // A class or a path; what is computed for it is code.
      if (!SPOKEN.has(name)) {
        if (Array.isArray(parts)) walk(parts.filter(({ type }) => type !== 'Text'));
        else walk(parts);
        return;
      }
    }
    if (value.type === 'ImportDeclaration' || value.type === 'ImportExpression') return;
    if (value.type === 'Literal') {
      const { value: text } = value as Node & { readonly value: unknown };
      if (typeof text === 'string' && isSentence(text)) found.push(text);
      return;
    }
    if (value.type === 'TemplateElement') {
      const { cooked } = (value as Node & { readonly value: { readonly cooked: string } }).value;
      if (isSentence(cooked)) found.push(cooked);
      return;
    }
    for (const [key, part] of Object.entries(value)) {
      // What TypeScript adds has wrappers with something inside: `as`, `satisfies`.
      if (typeof part === 'object' && key !== 'metadata')
        walk(isNode(part) && 'expression' in part && part.type.startsWith('TS') ? part.expression : part);
    }
  };
  const { fragment, instance, module } = parse(source, { modern: true });
  walk(fragment);
  walk(instance?.content);
  walk(module?.content);
  return found;
};

const looseWordsOfCode = (source: string): readonly string[] => looseWords(`<script lang="ts">\n${source}\n</script>`);

type Localized = Readonly<Record<string, string | { readonly value: string; readonly dir: string } | undefined>>;

interface Manifest {
  readonly lang: string;
  readonly dir: string;
  readonly name_localized: Localized;
  readonly description_localized: Localized;
  readonly shortcuts: readonly { readonly name: string; readonly name_localized: Localized }[];
}

const textOf = (text: Localized[string]): string | undefined => (typeof text === 'object' ? text.value : text);

describe('no visible string is outside the messages', () => {
  it('finds loose words in markup, spoken attributes among them', () => {
    expect(looseWords('<p>Hello</p><b>{name}</b>')).toEqual(['Hello']);
    expect(looseWords('<i aria-label="More">×</i><i class="icon big"></i>')).toEqual(['More']);
    expect(looseWords('{#if a}<p>· Tote</p>{:else}Nothing{/if}')).toEqual(['· Tote', 'Nothing']);
    expect(looseWords('<p>{isOne ? "One line" : lines}</p><i class={`icon ${size}`}></i>')).toEqual(['One line']);
  });

  it('finds sentences in code, and leaves alone what only developers read', () => {
    expect(looseWordsOfCode("snackbar.show({ text: 'Saved' });")).toEqual(['Saved']);
    expect(looseWordsOfCode('say(`${count} lines are new`);')).toEqual([' lines are new']);
    expect(looseWordsOfCode("const words = { saved: 'all is well' as string };")).toEqual(['all is well']);
    expect(looseWordsOfCode("console.warn('It failed', error); throw new TypeError('Not so');")).toEqual([]);
    expect(looseWordsOfCode("type Kind = 'Left over'; if (event.key === 'ArrowUp') go('up');")).toEqual([]);
  });

  const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  const components = sources.filter((path) => path.endsWith('.svelte'));
  const isShipped = (path: string) =>
    path.endsWith('.ts') && !/\.test\.ts$|-contract\.ts$|^lib\/(?:testing|messages)\//.test(path);

  it.each(components)('%s', (path) => {
    expect(looseWords(readFileSync(join(SOURCE, path), 'utf8'))).toEqual([]);
  });

  it.each(sources.filter(isShipped))('%s', (path) => {
    expect(looseWordsOfCode(readFileSync(join(SOURCE, path), 'utf8'))).toEqual([]);
  });
});

describe('what is read before any script runs', () => {
  const page = readFileSync(join(APP, 'index.html'), 'utf8').replace(/<!doctype html>/i, '');
  const manifest = JSON.parse(readFileSync(join(APP, 'public/manifest.webmanifest'), 'utf8')) as Manifest;
  const others = (Object.keys(LANGUAGES) as LanguageCode[]).filter((code) => code !== 'en');

  it('the page says in every language that it needs a script, and what to do if none comes, and nothing else', () => {
    const [, whileLate = '', withoutScript = ''] =
      /<div id="late">(.*)<\/div>.*<noscript>(.*)<\/noscript>/s.exec(page) ?? [];
    for (const text of [whileLate, withoutScript]) {
      const spoken = [...text.matchAll(/<p lang="(..)" dir="(...)">/g)].map(([, code, dir]) => [code, dir]);
      expect(spoken).toEqual(Object.entries(LANGUAGES).map(([code, { direction }]) => [code, direction]));
      expect(looseWords(text)).toHaveLength(spoken.length);
    }
    expect(looseWords(page.replace(whileLate, '').replace(withoutScript, ''))).toEqual([]);
  });

  it('the manifest names and describes the app in every language', () => {
    for (const localized of [manifest.name_localized, manifest.description_localized]) {
      expect(Object.keys(localized)).toEqual(others);
    }
    expect([manifest.lang, manifest.dir]).toEqual(['en', 'ltr']);
  });

  it.each(Object.keys(LANGUAGES) as LanguageCode[])(
    'the shortcuts of its icon are called as in the app, %s',
    async (code) => {
      const { home, shelf } = await LANGUAGES[code].loadLater();
      const named = manifest.shortcuts.map(({ name, name_localized }) =>
        code === 'en' ? name : textOf(name_localized[code]),
      );
      expect(named).toEqual([home.newList, shelf.lists.search, home.openLink]);
    },
  );
});
