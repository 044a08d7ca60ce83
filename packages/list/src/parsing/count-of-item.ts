import { amountAtBeginning } from './amount-at-beginning.ts';
import { amountAtEnd } from './amount-at-end.ts';
import { isSize, type ItemReading, type ReadingContext } from './item-reading.ts';
import { type QuantityRead, times } from './read-quantity.ts';
import { sourceText } from './source-text.ts';

/** An article says no more than one; any other bare number may belong to the name. */
const isBareNumber = ({ shownBy, number }: QuantityRead): boolean =>
  shownBy === 'number' && number?.written !== 'article';

/**
 * What an amount and a count with a multiplication sign, in two places of one text, mean together (rules P16, P18):
 * "200ml cream x2" is 400 ml, while "7 seed bread x2" is two of "7 seed bread". Undefined if there is only one of them.
 */
export const countOfItem = (reading: ItemReading, context: ReadingContext): ItemReading | undefined => {
  const { name, quantity } = reading;
  if (context.isProduct(name)) return undefined;
  const rest = { ...context, source: sourceText(name) };
  const other = amountAtBeginning(rest) ?? amountAtEnd(rest);
  if (!other) return undefined;
  const isCountFirst = quantity.shownBy === 'times';
  const [count, each] = isCountFirst ? [quantity, other.quantity] : [other.quantity, quantity];
  if (count.shownBy !== 'times' || each.shownBy === 'times') return undefined;
  if (isBareNumber(each) || isSize(sourceText(other.name).folded, each, context.rules)) {
    const atEnd = isCountFirst ? undefined : amountAtEnd(context);
    return atEnd?.quantity.shownBy === 'times' ? atEnd : undefined;
  }
  const product = times(each, count.amount.value);
  return product && { name: other.name, quantity: product };
};
