export { foldForSearch } from './fold-for-search.ts';
export { createSuggest, type HabitProduct, type Suggest, type Suggestion } from './suggest.ts';
