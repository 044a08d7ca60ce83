import type { AisleId } from './aisles.ts';

/**
 * Every product's aisle. Ids are language-free, separated by spaces, and are never renamed; their names stand in `names`, one
 * module a language.
 */
export const PRODUCTS_BY_AISLE: Readonly<Record<AisleId, string>> = {
  produce:
    'apple banana orange mandarin lemon lime grapefruit pear grape strawberry raspberry blueberry blackberry redcurrant cherry peach nectarine apricot plum mango pineapple kiwi melon watermelon fig date pomegranate persimmon passion-fruit papaya avocado coconut rhubarb tomato cherry-tomato cucumber bell-pepper chilli courgette aubergine carrot potato sweet-potato onion red-onion spring-onion shallot garlic ginger leek celery celeriac fennel broccoli cauliflower cabbage red-cabbage brussels-sprouts kale chinese-cabbage pak-choi kohlrabi spinach chard lettuce iceberg-lettuce rocket lambs-lettuce salad-mix radish beetroot parsnip turnip pumpkin mushroom asparagus artichoke green-beans fresh-peas corn-cob okra parsley coriander mint basil chives dill rosemary thyme sprouts',
  bakery:
    'bread toast-bread wholemeal-bread rye-bread rolls baguette ciabatta flatbread tortillas burger-buns hot-dog-buns croissant pretzel cake muffins donuts bagels crispbread breadcrumbs rusk',
  deli: 'ham salami prosciutto chorizo liver-sausage cold-cuts turkey-slices pate hummus antipasti olives-stuffed pesto fresh-pasta gnocchi potato-salad coleslaw pizza-dough puff-pastry shortcrust filo olives tofu',
  meat: 'mince beef steak roast-beef stewing-beef veal pork pork-chops schnitzel bacon bacon-cubes lamb chicken chicken-breast chicken-thighs chicken-wings turkey duck sausages hot-dogs merguez burgers meatballs ribs liver rabbit veggie-burgers',
  fish: 'fish salmon smoked-salmon trout cod tuna-fresh sea-bream sea-bass mackerel herring prawns mussels squid crab surimi',
  dairy:
    'milk skimmed-milk lactose-free-milk oat-milk soy-milk almond-milk buttermilk butter margarine ghee eggs yoghurt greek-yoghurt fruit-yoghurt labneh skyr kefir ayran cream sour-cream creme-fraiche whipped-cream quark cheese sliced-cheese grated-cheese cheddar gouda emmental parmesan mozzarella feta halloumi goat-cheese blue-cheese camembert cream-cheese cottage-cheese ricotta mascarpone processed-cheese pudding rice-pudding fresh-yeast',
  breakfast:
    'muesli cornflakes oats jam honey chocolate-spread peanut-butter maple-syrup coffee coffee-beans coffee-capsules instant-coffee tea green-tea herbal-tea cocoa',
  pantry:
    'pasta spaghetti macaroni lasagne-sheets noodles instant-noodles rice basmati risotto-rice couscous bulgur quinoa freekeh polenta semolina lentils red-lentils dried-chickpeas dried-beans split-peas mashed-potato dumplings taco-shells soup instant-soup stock-cubes stock',
  canned:
    'chopped-tomatoes passata tomato-paste sweetcorn kidney-beans baked-beans white-beans chickpeas fava-beans canned-peas canned-mushrooms tuna sardines anchovies gherkins pickles-mixed sauerkraut capers sun-dried-tomatoes canned-pineapple canned-peaches apple-sauce coconut-milk corned-beef luncheon-meat vine-leaves',
  sauces:
    'olive-oil sunflower-oil sesame-oil coconut-oil vinegar balsamic salt pepper paprika-powder curry-powder cumin turmeric cinnamon nutmeg oregano bay-leaves herbes-de-provence seven-spices saffron cardamom cloves sumac zaatar chili-flakes garlic-powder ketchup mayonnaise mustard soy-sauce hot-sauce bbq-sauce pasta-sauce salad-dressing gravy worcestershire fish-sauce curry-paste tahini pomegranate-molasses guacamole salsa',
  baking:
    'flour wholemeal-flour sugar brown-sugar icing-sugar vanilla-sugar sweetener baking-powder baking-soda yeast vanilla starch gelatine cooking-chocolate chocolate-chips sprinkles desiccated-coconut ground-almonds marzipan condensed-milk milk-powder raisins poppy-seeds sesame chia-seeds flax-seeds rose-water orange-blossom-water cake-mix',
  snacks:
    'chocolate dark-chocolate chocolate-bar biscuits crackers crisps tortilla-chips popcorn salted-sticks nuts peanuts almonds walnuts hazelnuts cashews pistachios pine-nuts sunflower-seeds pumpkin-seeds dried-fruit prunes sweets gummy-bears liquorice lollipops chewing-gum marshmallows rice-cakes muesli-bars wafers halva baklava',
  hygiene:
    'toothpaste toothbrush dental-floss mouthwash soap hand-soap shower-gel shampoo conditioner hair-gel hair-dye deodorant razor-blades shaving-foam body-lotion face-cream hand-cream lip-balm sunscreen tissues cotton-pads cotton-buds tampons sanitary-pads condoms plasters painkillers vitamins hand-sanitizer makeup-remover',
  baby: 'nappies baby-wipes baby-food baby-formula baby-cereal baby-lotion',
  household:
    'toilet-paper kitchen-roll napkins washing-up-liquid dishwasher-tabs dishwasher-salt rinse-aid detergent fabric-softener stain-remover all-purpose-cleaner glass-cleaner bathroom-cleaner toilet-cleaner bleach descaler drain-cleaner sponges cloths rubber-gloves bin-bags freezer-bags aluminium-foil cling-film baking-paper coffee-filters air-freshener insect-spray',
  home: 'batteries light-bulbs candles matches lighter charcoal flowers potting-soil newspaper magazine stamps wrapping-paper greeting-card pens notebook adhesive-tape glue paper-plates paper-cups straws toothpicks socks shoe-polish cigarettes',
  pets: 'cat-food dog-food cat-litter pet-treats bird-food small-pet-food fish-food dog-waste-bags',
  drinks:
    'water sparkling-water still-water orange-juice apple-juice apple-spritzer multivitamin-juice tomato-juice juice smoothie cola cola-zero lemonade orangeade seven-up soft-drink iced-tea energy-drink tonic-water ginger-ale syrup coconut-water',
  alcohol:
    'beer alcohol-free-beer wheat-beer red-wine white-wine rose-wine wine sparkling-wine cider gin vodka rum whisky aperol liqueur vermouth',
  frozen:
    'frozen-pizza fries frozen-peas frozen-spinach frozen-vegetables frozen-berries frozen-herbs fish-fingers frozen-fish frozen-prawns chicken-nuggets frozen-chicken ice-cream ice-lollies ice-cubes frozen-bread lasagne spring-rolls hash-browns ready-meal molokhia',
};
