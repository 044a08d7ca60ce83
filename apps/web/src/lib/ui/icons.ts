/** The app's own icons by name. Those that only later parts of the app show are fetched together with them: see Late.svelte. */
import type { Drawing } from './drawing.ts';
import { FIRST_ICONS } from './first-icon-paths.ts';
import type { LATER_ICONS } from './later-icon-paths.ts';

/** Name of an icon. */
export type IconName = keyof typeof FIRST_ICONS | keyof typeof LATER_ICONS;

let drawings: Partial<Readonly<Record<IconName, Drawing>>> = FIRST_ICONS;

/** Makes the icons ready that the first view does without. */
export const loadLaterIcons = async (): Promise<void> => {
  const { LATER_ICONS } = await import('./later-icon-paths.ts');
  drawings = { ...FIRST_ICONS, ...LATER_ICONS };
};

/** What to draw for a name. */
export const drawingOf = (name: IconName): Drawing => {
  const drawing = drawings[name];
  if (!drawing) throw new Error(`the icon "${name}" is used before it was loaded`);
  return drawing;
};
