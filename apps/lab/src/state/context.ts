import { getContext, setContext } from 'svelte';
import type { Lab } from './lab.svelte.ts';

const KEY = Symbol('lab');

/** Gives the lab to all components below. */
export const provideLab = (lab: Lab): Lab => setContext(KEY, lab);

/** The lab. */
export const useLab = (): Lab => getContext<Lab>(KEY);
