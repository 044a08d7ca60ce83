/** The lines that somebody sees, as far as choosing the next act needs to know. */
import type { Act } from './acts.ts';

/** One line. */
interface SeenLine {
  readonly isTicked: boolean;
  /** Two people added it, neither knowing of the other: two items in one line. */
  readonly isDoubled: boolean;
}

/** Lines by the name of their product. */
export type SeenLines = Map<string, SeenLine>;

/** Products that an act concerns. */
export const productsOf = (act: Act, lines: SeenLines): readonly string[] => {
  switch (act.type) {
    case 'clear-done':
      return [...lines].flatMap(([product, { isTicked }]) => (isTicked ? [product] : []));
    case 'rename':
      return [act.product, act.to];
    default:
      return [act.product];
  }
};

/** Carries an act out. `products` as {@link productsOf} told when it was made: a clearing takes what its maker saw. */
export const applyAct = (lines: SeenLines, act: Act, products: readonly string[]): void => {
  switch (act.type) {
    case 'add':
      lines.set(act.product, { isTicked: false, isDoubled: lines.has(act.product) });
      return;
    case 'tick':
    case 'untick': {
      const line = lines.get(act.product);
      if (line) lines.set(act.product, { ...line, isTicked: act.type === 'tick' });
      return;
    }
    case 'rename': {
      const line = lines.get(act.product);
      lines.delete(act.product);
      if (line) lines.set(act.to, line);
      return;
    }
    case 'clear-done':
      for (const product of products) lines.delete(product);
      return;
    default:
  }
};
