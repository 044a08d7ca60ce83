/** `import`, `export`: lists as files that other programs write and read (TERMINAL.md, C16). */
import { exportCsv, exportJson, exportMarkdown, exportText, type ListView, productKeyOf } from '@tote/list';
import { parseItemText } from '@tote/list/parsing';
import { FILE_BYTES_MAX, type FileError, readListFile, textOfFile } from '@tote/list/read-file';
import { changeList, type Command, lookAtList, notUnderstood } from './command.ts';
import { addedText, tooManyText } from './line-commands.ts';
import { printableJson, printableText } from './printable.ts';

const FORMATS: Readonly<Record<string, (view: ListView, language: string) => string>> = {
  md: exportMarkdown,
  text: exportText,
  csv: exportCsv,
  json: (view) => printableJson(JSON.parse(exportJson(view)), true),
};

/** Formats name their end of line themselves; `out` adds one. */
const withoutLastBreak = (text: string): string => text.replace(/\r?\n$/u, '');

/** Writes the list in a format that other programs read. */
export const exportList: Command = (context) => {
  const { options } = context.line;
  const name = options.json ? 'json' : (options.format ?? 'md');
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!format) return Promise.resolve(notUnderstood(context, `--format takes ${Object.keys(FORMATS).join(', ')}`));
  return lookAtList(context, ({ list }) => printableText(withoutLastBreak(format(list.view, context.words.language))));
};

const errorText = (error: FileError): string => {
  switch (error.type) {
    case 'csv-quote':
      return `row ${error.row} has a quotation mark that is not closed`;
    case 'json-syntax':
      return 'that is no JSON';
    case 'json-not-a-list':
      return 'that JSON holds no list of Tote';
    case 'json-version':
      return 'that file is of a newer version than this command knows';
    case 'json-value':
      return `${error.where} has a value that does not belong there`;
    case 'file-too-large':
      return `that is larger than ${FILE_BYTES_MAX / 1024 ** 2} MiB`;
  }
};

/** Brings what a file holds. */
export const importList: Command = async (context) => {
  const { operands, options } = context.line;
  const [path, ...more] = operands;
  if (path === undefined || more.length > 0) return notUnderstood(context, 'tote import FILE, or tote import -');
  const bytes = await context.readFile(path);
  const text = textOfFile(bytes);
  if (text === undefined) return notUnderstood(context, 'Nothing is brought: there is no text in it.');
  return changeList(context, ({ list, isProduct }) => {
    const isOnList = (name: string): boolean => list.view.lines.some(({ key }) => key === productKeyOf(name));
    const read = readListFile(text, (row) =>
      parseItemText(row, context.words.language, { isProduct: (name) => isOnList(name) || isProduct(name) }),
    );
    if (!read.ok) return notUnderstood(context, `Nothing is brought: ${errorText(read.error)}.`);
    const { items, leftOut } = read.value;
    if (leftOut > 0) return notUnderstood(context, tooManyText(read.value));
    return () => {
      const { added } = list.importItems(items);
      if (options.json) return [printableJson(added, false)];
      return added.map((one) => addedText(one, list.view, context.words));
    };
  });
};
