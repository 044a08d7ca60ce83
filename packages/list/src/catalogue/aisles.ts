import { languageOf, type Language } from '../amounts/index.ts';

/**
 * The aisles of the catalogue, in the order in which a common supermarket is walked: fresh things at the door, frozen ones
 * last. Ids are language-free, are stored in documents, and are never renamed. A document may hold other ids, which newer
 * versions or people have added.
 */
export const AISLES = [
  'produce',
  'bakery',
  'deli',
  'meat',
  'fish',
  'dairy',
  'breakfast',
  'pantry',
  'canned',
  'sauces',
  'baking',
  'snacks',
  'hygiene',
  'baby',
  'household',
  'home',
  'pets',
  'drinks',
  'alcohol',
  'frozen',
] as const;

/** An aisle of the catalogue. */
export type AisleId = (typeof AISLES)[number];

/** Aisle names in the order of `AISLES`. */
const NAMES: Readonly<Record<Language, string>> = {
  en: 'Fruit and vegetables|Bakery|Deli and chilled|Meat|Fish|Milk, cheese and eggs|Breakfast, coffee and tea|Pasta, rice and pulses|Tins and jars|Oils, sauces and spices|Baking|Sweets and snacks|Health and beauty|Baby|Cleaning and paper|Home and leisure|Pets|Drinks|Beer, wine and spirits|Frozen',
  de: 'Obst und Gemüse|Brot und Backwaren|Feinkost und Kühlregal|Fleisch|Fisch|Milch, Käse und Eier|Frühstück, Kaffee und Tee|Nudeln, Reis und Hülsenfrüchte|Konserven|Öle, Soßen und Gewürze|Backzutaten|Süßes und Salziges|Drogerie|Baby|Putzen und Papier|Haus und Freizeit|Haustiere|Getränke|Bier, Wein und Spirituosen|Tiefkühlkost',
  fr: 'Fruits et légumes|Boulangerie|Traiteur et frais|Viande|Poisson|Crèmerie et œufs|Petit-déjeuner, café et thé|Pâtes, riz et légumes secs|Conserves|Huiles, sauces et épices|Pâtisserie|Sucreries et apéritif|Hygiène et beauté|Bébé|Entretien et papier|Maison et loisirs|Animaux|Boissons|Bières, vins et spiritueux|Surgelés',
  es: 'Fruta y verdura|Panadería|Charcutería y refrigerados|Carne|Pescado|Lácteos y huevos|Desayuno, café y té|Pasta, arroz y legumbres|Conservas|Aceites, salsas y especias|Repostería|Dulces y aperitivos|Higiene y belleza|Bebé|Limpieza y papel|Hogar y ocio|Mascotas|Bebidas|Cerveza, vino y licores|Congelados',
  ar: 'خضار وفواكه|مخبوزات|أطعمة مبردة|لحوم|أسماك|ألبان وبيض|فطور وقهوة وشاي|معكرونة وأرز وبقول|معلبات|زيوت وصلصات وتوابل|مستلزمات الخبز|حلويات وتسالي|عناية شخصية|أطفال|تنظيف وورقيات|منزل وترفيه|حيوانات أليفة|مشروبات|بيرة ونبيذ|مجمدات',
};

/** Whether an id is an aisle of the catalogue. */
export const isAisleId = (id: string): id is AisleId => (AISLES as readonly string[]).includes(id);

/** The name of an aisle in a locale's language. An aisle that is not in the catalogue is named by its id. */
export const aisleName = (id: string, locale: string): string =>
  NAMES[languageOf(locale)].split('|')[isAisleId(id) ? AISLES.indexOf(id) : -1] ?? id;
