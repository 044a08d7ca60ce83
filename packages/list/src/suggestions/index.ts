export { foldForSearch } from './fold-for-search.ts';
export {
  createSuggest,
  type HabitProduct,
  type KnownProduct,
  type Suggest,
  type Suggestion,
  type SuggestionSources,
} from './suggest.ts';
