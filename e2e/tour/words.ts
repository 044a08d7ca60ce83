import { LANGUAGES, type LanguageCode } from '../../apps/web/src/lib/messages/language.ts';
import type { LaterMessages, Messages } from '../../apps/web/src/lib/messages/messages.ts';

/** What the buttons and fields of the app are called, in one language. */
export type Words = Messages & { readonly later: LaterMessages };

/** The app's own words: a tour in another language finds its way by them. */
export const wordsOf = async (code: LanguageCode): Promise<Words> => {
  const { load, loadLater } = LANGUAGES[code];
  const [{ messages }, later] = await Promise.all([load(), loadLater()]);
  return { ...messages, later };
};

/** What a household of that language would have on its list. */
export interface Goods {
  readonly weekly: string;
  readonly party: string;
  /** What is typed; the last two are ticked. */
  readonly typed: readonly string[];
  /** The name of the first of them, and of the one that the store does not have. */
  readonly first: string;
  readonly missing: string;
  /** Names of those that are ticked. */
  readonly ticked: readonly string[];
  readonly crisps: string;
  /** The beginning of an entry for which there are suggestions. */
  readonly begun: string;
  readonly note: string;
}

/** Goods by language. */
export const GOODS: Readonly<Record<LanguageCode, Goods>> = {
  en: {
    weekly: 'Weekly shop',
    party: 'Party on Saturday',
    typed: [
      '2 l milk',
      '1 kg potatoes',
      'rye bread',
      '6 eggs',
      '250 g butter',
      'tomatoes',
      'coffee',
      '500 g flour',
      'apples',
    ],
    first: 'milk',
    missing: 'tomatoes',
    ticked: ['flour', 'apples'],
    crisps: 'crisps',
    begun: '2 l mil',
    note: 'The one in the blue box',
  },
  de: {
    weekly: 'Wocheneinkauf',
    party: 'Feier am Samstag',
    typed: [
      '2 l Milch',
      '1 kg Kartoffeln',
      'Roggenbrot',
      '6 Eier',
      '250 g Butter',
      'Tomaten',
      'Kaffee',
      '500 g Mehl',
      'Äpfel',
    ],
    first: 'Milch',
    missing: 'Tomaten',
    ticked: ['Mehl', 'Äpfel'],
    crisps: 'Kartoffelchips',
    begun: '2 l Mil',
    note: 'Die in der blauen Schachtel',
  },
  fr: {
    weekly: 'Courses de la semaine',
    party: 'Fête de samedi',
    typed: [
      '2 l de lait',
      '1 kg de pommes de terre',
      'pain de seigle',
      '6 œufs',
      '250 g de beurre',
      'tomates',
      'café',
      '500 g de farine',
      'pommes',
    ],
    first: 'lait',
    missing: 'tomates',
    ticked: ['farine', 'pommes'],
    crisps: 'chips',
    begun: '2 l de lai',
    note: 'Celui dans la boîte bleue',
  },
  es: {
    weekly: 'Compra de la semana',
    party: 'Fiesta del sábado',
    typed: [
      '2 l de leche',
      '1 kg de patatas',
      'pan de centeno',
      '6 huevos',
      '250 g de mantequilla',
      'tomates',
      'café',
      '500 g de harina',
      'manzanas',
    ],
    first: 'leche',
    missing: 'tomates',
    ticked: ['harina', 'manzanas'],
    crisps: 'patatas fritas',
    begun: '2 l de lec',
    note: 'El de la caja azul',
  },
  ar: {
    weekly: 'مشتريات الأسبوع',
    party: 'حفلة السبت',
    typed: ['2 لتر حليب', '1 كغ بطاطا', 'خبز', '6 بيض', '250 غ زبدة', 'طماطم', 'قهوة', '500 غ طحين', 'تفاح'],
    first: 'حليب',
    missing: 'طماطم',
    ticked: ['طحين', 'تفاح'],
    crisps: 'رقائق البطاطا',
    begun: '2 لتر حل',
    note: 'التي في العلبة الزرقاء',
  },
};
