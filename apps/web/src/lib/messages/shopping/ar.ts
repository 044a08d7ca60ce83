import { isolate } from '../isolate.ts';
import type { LaterMessages } from '../messages.ts';
import { createPlural } from '../plural.ts';

const plural = createPlural('ar');
const numbers = new Intl.NumberFormat('ar');

/** Strings in Arabic of what one list can do beyond its first view. */
export const arShopping: LaterMessages['shopping'] = {
  listMenu: {
    byAisle: 'ترتيب حسب القسم',
    stores: 'المتاجر والأقسام',
    history: 'السجل',
    bin: 'السلة',
    shortcuts: 'لوحة المفاتيح',
  },
  stores: {
    title: 'المتاجر والأقسام',
    store: 'المتجر',
    usual: 'أي متجر كبير',
    add: 'إضافة المتجر',
    name: 'متجر جديد',
    namePlaceholder: 'الذي عند الزاوية',
    rename: 'اسم المتجر',
    remove: 'إزالة المتجر',
    removed: (name) => `أُزيل ${isolate(name)}`,
    order: 'ترتيب الأقسام',
    orderHint: 'اسحب أو اضغط مفاتيح الأسهم. وأثناء التسوق يتعلمه Tote من ترتيب شطبك.',
    move: (aisle) => `نقل ${isolate(aisle)}`,
    firstStore: 'متجري',
    learnt: (store) => `${isolate(store)}: الأقسام تتبع طريقك الآن`,
    look: 'عرض',
  },
  aisle: {
    label: 'القسم',
    automatic: (aisle) => `تلقائي: ${isolate(aisle)}`,
    own: 'قسم آخر…',
    ownName: 'اسم القسم',
  },
  price: {
    label: 'السعر',
    per: (unit) => `السعر لكل ${isolate(unit)}`,
    currency: 'العملة',
    lineTotal: (total) => `المجموع ${isolate(total)}`,
  },
  suggest: {
    label: 'اقتراحات',
    usual: 'يُشترى كثيرًا',
    understood: 'فُهم هكذا',
    onList: 'على القائمة',
    inCart: 'في العربة',
  },
  paste: {
    title: 'إضافة هذه الأسطر؟',
    add: (count) =>
      plural(count, {
        one: 'إضافة سطر واحد',
        two: 'إضافة سطرين',
        few: 'إضافة # أسطر',
        many: 'إضافة # سطرًا',
        other: 'إضافة # سطر',
      }),
    onList: 'على القائمة من قبل',
  },
  shop: {
    stop: 'انتهى التسوق',
    progress: (done, total) => `${numbers.format(done)} من ${numbers.format(total)} في العربة`,
    awake: 'تبقى الشاشة مضاءة',
    notAwake: 'قد تنطفئ الشاشة: لا يستطيع هذا المتصفح إبقاءها مضاءة',
    missingHeading: 'لم يوجد',
    lookAgain: (name) => `البحث عن ${isolate(name)} مرة أخرى`,
    lookAgainShort: 'ابحث مرة أخرى',
    sum: (inCart, all) => `${isolate(inCart)} من ${isolate(all)}`,
    sumLabel: (inCart, all) => `في العربة ${isolate(inCart)}، والقائمة كلها ${isolate(all)}`,
    unpriced: (count) =>
      plural(count, {
        one: 'واحد بلا سعر',
        two: 'اثنان بلا سعر',
        other: '# بلا سعر',
      }),
  },
  history: {
    title: 'السجل',
    empty: 'لم يحدث شيء على هذه القائمة بعد.',
    you: 'أنت',
    deeds: {
      added: (who, name) => `${isolate(who)}: إضافة ${isolate(name)}`,
      'asked-again': (who, name) => `${isolate(who)}: طلب ${isolate(name)} من جديد`,
      renamed: (who, name) => `${isolate(who)}: تسميته ${isolate(name)}`,
      amount: (who, name) => `${isolate(who)}: تغيير كمية ${isolate(name)}`,
      note: (who, name) => `${isolate(who)}: تغيير ملاحظة ${isolate(name)}`,
      aisle: (who, name) => `${isolate(who)}: نقل ${isolate(name)} إلى قسم آخر`,
      price: (who, name) => `${isolate(who)}: تغيير سعر ${isolate(name)}`,
      changed: (who, name) => `${isolate(who)}: تغيير ${isolate(name)}`,
      ticked: (who, name) => `${isolate(who)}: شطب ${isolate(name)}`,
      cleared: (who, name) => `${isolate(who)}: إزالة ${isolate(name)} بعد شطبه`,
      deleted: (who, name) => `${isolate(who)}: حذف ${isolate(name)}`,
      titled: (who, name) => `${isolate(who)}: تسمية القائمة ${isolate(name)}`,
    },
  },
  bin: {
    title: 'السلة',
    empty: 'السلة فارغة. ما يُزال أو يُحذف ينتظر هنا 30 يومًا.',
    hint: 'يُحفظ 30 يومًا. من يستطيع التعديل يستطيع الإعادة.',
    restore: 'إعادة',
    restoreName: (name) => `إعادة ${isolate(name)}`,
    restored: (name) => `عاد ${isolate(name)} إلى القائمة`,
    gone: (name) => `لم يعد ${isolate(name)} في السلة`,
    cleared: 'اشتُري',
    deleted: 'حُذف',
  },
  shortcuts: {
    title: 'لوحة المفاتيح',
    add: 'إضافة غرض',
    tick: 'شطب السطر',
    edit: 'تعديل السطر',
    remove: 'حذف السطر',
    walk: 'السطر التالي أو السابق',
    move: 'نقل السطر من مقبضه',
    aisles: 'إظهار الأقسام أو إخفاؤها',
    shop: 'بدء التسوق أو إنهاؤه',
    help: 'هذه الصفحة',
    space: 'مسافة',
    letters: 'تعمل المفاتيح ذات الحرف الواحد',
    swipe: 'باللمس: اسحب السطر إلى جهة لشطبه، وإلى الأخرى لحذفه.',
  },
  faces: {
    here: (names) => `هنا الآن: ${isolate(names)}`,
    shopping: (name) => `${isolate(name)} (يتسوق)`,
    isShopping: (name) => `${isolate(name)} يتسوق الآن`,
    somebody: 'أحدهم',
  },
};
