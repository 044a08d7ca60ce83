import type { KnownUnitId } from '../../amounts/index.ts';
import type { LanguageRules, OtherUnit } from './language-rules.ts';

/** Units that take a dual, by their singulars: "علبتين" is two cans, with no number beside it. */
const DUALS: readonly (readonly [KnownUnitId, string])[] = [
  ['kg', 'كيلو'],
  ['l', 'لتر|ليتر'],
  ['g', 'غرام|جرام'],
  ['lb', 'رطل'],
  ['cup', 'كوب|كاسة'],
  ['tsp', 'ملعقة صغيرة'],
  ['tbsp', 'ملعقة كبيرة'],
  ['piece', 'حبة|قطعة'],
  ['dozen', 'دزينة|درزن'],
  ['pack', 'باكيت|عبوة|رزمة'],
  ['box', 'صندوق'],
  ['can', 'علبة'],
  ['bottle', 'زجاجة|قنينة|قارورة'],
  ['jar', 'مرطبان|برطمان'],
  ['bag', 'كيس'],
  ['carton', 'كرتونة|كرتون'],
  ['tray', 'طبق'],
  ['slice', 'شريحة'],
  ['loaf', 'رغيف'],
  ['head', 'رأس|راس'],
  ['bunch', 'حزمة|ربطة|ضمة|باقة'],
  ['bar', 'لوح'],
  ['roll', 'لفة'],
  ['cube', 'مكعب'],
];

const dual = (singular: string, ending: 'ين' | 'ان'): string =>
  // Only the noun is inflected here; its adjective follows in the same dual.
  singular
    .split(' ')
    .map((word) => (word.endsWith('ة') ? `${word.slice(0, -1)}ت${ending}` : `${word}${ending}`))
    .join(' ');

const duals: readonly OtherUnit[] = DUALS.map(([unit, singulars]) => ({
  words: singulars
    .split('|')
    .flatMap((singular) => [dual(singular, 'ين'), dual(singular, 'ان')])
    .join('|'),
  unit,
  value: 2,
}));

/** With the article, as behind a fraction: "three quarters of the kilo". */
const withArticle: readonly OtherUnit[] = [
  { words: 'الكيلو', unit: 'kg', value: 1 },
  { words: 'اللتر', unit: 'l', value: 1 },
];

/** Arabic, the written language and the words that lists borrow from speech. */
export const ar: LanguageRules = {
  numbers: {
    واحد: 1,
    اثنين: 2,
    اثنان: 2,
    اتنين: 2,
    ثلاث: 3,
    ثلاثة: 3,
    تلات: 3,
    تلاتة: 3,
    أربع: 4,
    أربعة: 4,
    خمس: 5,
    خمسة: 5,
    ست: 6,
    ستة: 6,
    سبع: 7,
    سبعة: 7,
    ثمان: 8,
    ثماني: 8,
    ثمانية: 8,
    تمان: 8,
    تسع: 9,
    تسعة: 9,
    عشر: 10,
    عشرة: 10,
    عشرين: 20,
    عشرون: 20,
  },
  largerNumbers: 'مئة|مئات|مائة|مية|ألف|آلاف',
  articles: '',
  fractions: { نصف: 1 / 2, نص: 1 / 2, ربع: 1 / 4, ثلث: 1 / 3, تلت: 1 / 3, 'ثلاثة أرباع': 3 / 4, 'ثلاث أرباع': 3 / 4 },
  andMore: {
    ونصف: 1 / 2,
    ونص: 1 / 2,
    'و نصف': 1 / 2,
    'و نص': 1 / 2,
    وربع: 1 / 4,
    'و ربع': 1 / 4,
    وثلث: 1 / 3,
    'إلا ربع': -1 / 4,
    'إلا ثلث': -1 / 3,
  },
  of: 'من',
  about: 'حوالي|تقريبا',
  times: 'مرات',
  loneUnits: [
    'kg',
    'l',
    'pack',
    'box',
    'can',
    'bottle',
    'jar',
    'bag',
    'carton',
    'crate',
    'tray',
    'loaf',
    'head',
    'bunch',
    'slice',
    'piece',
    'tbsp',
    'tsp',
    'cup',
    'pinch',
    'handful',
    'g',
    'lb',
    'bar',
    'roll',
    'cube',
  ],
  loneUnitsAtEnd: ['kg', 'l', 'lb', 'dozen', 'pack', 'can', 'bottle', 'jar', 'bag', 'carton', 'bunch'],
  unitsAgree: false,
  packs: [],
  otherUnits: [...duals, ...withArticle],
  compounds: [
    '(?:كيس|اكياس) (?:ال)?(?:قمامه|زباله|نفايات|نايلون|تفريز|فريزر|مكنسه|شاي)',
    'حبه (?:ال)?(?:بركه|سوداء|سودا)',
    '(?:عود|اعواد) (?:اسنان|اذن|كبريت|تنظيف)',
    'قطع غيار',
  ],
  vague: 'نصف دسم|نص دسم',
  measures: 'سم|مم|متر|واط|فولت|بوصة|يورو|دولار|ريال|سنة|سنوات|يوم|أيام|ساعة|دقيقة|دقائق|ملغ|في|و|أو|إلى',
  labels: 'أوميغا|أوميجا|اوميجا|فيتامين|رقم|نوع|مقاس|حجم|عامل|مرحلة|ويندوز',
  sizedProducts:
    'حفاضات|حفاظات|بامبرز|كيس قمامة|كيس زبالة|كيس نفايات|كيس تفريز|أكياس قمامة|أكياس زبالة|أكياس نفايات|أكياس تفريز',
  fatFoods: 'حليب|لبن|زبادي',
};
