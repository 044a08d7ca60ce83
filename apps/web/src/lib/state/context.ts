import { createContext } from 'svelte';
import type { App } from './app.svelte.ts';

/** The app's state for every component below the root; set once by `app.svelte`. */
export const [useApp, provideApp] = createContext<App>();
