import { isolate } from './isolate.ts';
import type { Messages } from './messages.ts';
import { createNumber, createPlural } from './plural.ts';

const plural = createPlural('ar');
const number = createNumber('ar');

/** Strings of the first view in Arabic. */
export const ar: Messages = {
  app: {
    name: 'Tote',
    loading: 'جارٍ الفتح…',
    close: 'إغلاق',
    back: 'العودة إلى قوائمك',
    undo: 'تراجع',
    redo: 'إعادة',
    done: 'تم',
    lists: 'قوائمك',
  },
  glance: {
    untitled: 'قائمة بلا اسم',
    viewOnly: 'للعرض فقط',
    toGet: (count) =>
      plural(count, {
        zero: 'لا شيء للشراء',
        one: 'غرض واحد للشراء',
        two: 'غرضان للشراء',
        few: '# أغراض للشراء',
        many: '# غرضًا للشراء',
        other: '# غرض للشراء',
      }),
    inCart: (count) =>
      plural(count, {
        zero: 'لا شيء في العربة',
        one: 'واحد في العربة',
        two: 'اثنان في العربة',
        few: '# في العربة',
        many: '# في العربة',
        other: '# في العربة',
      }),
  },
  pill: {
    saved: 'على هذا الجهاز',
    waiting: (count) =>
      plural(count, {
        zero: 'لا تغيير ينتظر',
        one: 'تغيير واحد ينتظر',
        two: 'تغييران ينتظران',
        few: '# تغييرات تنتظر',
        many: '# تغييرًا ينتظر',
        other: '# تغيير ينتظر',
      }),
    atRelay: 'عند المرحّل',
    failing: 'غير محفوظ',
    refused: 'المرحّل رفض',
  },
  list: {
    addItem: 'أضف غرضًا',
    addPlaceholder: 'حليب، 2 كغ بطاطا…',
    add: 'إضافة',
    share: 'مشاركة',
    more: 'المزيد',
    otherAisle: 'أخرى',
    isNew: 'جديد',
    notFound: (name) => `لم يُعثر على ${isolate(name)}`,
    goShopping: 'ابدأ التسوق',
    toGetHeading: 'للشراء',
    cartHeading: 'في العربة',
    clearDone: 'إزالة المشطوب',
    added: (name) => `أُضيف ${isolate(name)}`,
    joined: (name) => `المزيد من ${isolate(name)}`,
    reopened: (name) => `${isolate(name)} للشراء من جديد`,
    listFull: 'هذه القائمة ممتلئة. أزل المشطوب ثم أضف المزيد.',
    alreadyThere: (name) => `${isolate(name)} في القائمة بالفعل`,
    edit: (name) => `تعديل ${isolate(name)}`,
    move: (name) => `نقل ${isolate(name)}`,
    moveHint: 'اسحب أو اضغط مفاتيح الأسهم',
    movedTo: (name, position, total) => `${isolate(name)}، ${number(position)} من ${number(total)}`,
    unsent: 'لم يُرسل بعد',
    tickedBy: (names) => `شطبه ${isolate(names)}`,
    also: (names) => `أيضًا: ${isolate(names)}`,
    viewOnlyBar: 'للعرض فقط. التعديل متاح لغيرك.',
    othersAdded: (count) =>
      plural(count, {
        zero: 'لم يضف غيرك شيئًا',
        one: 'أضاف غيرك سطرًا واحدًا',
        two: 'أضاف غيرك سطرين',
        few: 'أضاف غيرك # أسطر',
        many: 'أضاف غيرك # سطرًا',
        other: 'أضاف غيرك # سطر',
      }),
    othersTicked: (count) =>
      plural(count, {
        zero: 'لم يشطب غيرك شيئًا',
        one: 'شطب غيرك سطرًا واحدًا',
        two: 'شطب غيرك سطرين',
        few: 'شطب غيرك # أسطر',
        many: 'شطب غيرك # سطرًا',
        other: 'شطب غيرك # سطر',
      }),
  },
  notices: {
    partMissing: 'هذا الجزء من Tote لم يصل بعد. سيُحمَّل تلقائيًا فور توفر الاتصال.',
    shelfFailed:
      'تعذّرت كتابة قوائمك على هذا الجهاز. أفسح مكانًا أو احفظ نسخة احتياطية، وأبقِ هذه الصفحة مفتوحة حتى ذلك الحين.',
  },
};
