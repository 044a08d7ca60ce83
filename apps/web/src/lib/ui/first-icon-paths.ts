import type { Drawing } from './drawing.ts';

/** The icons that the first view of a list can show. */
export const FIRST_ICONS = {
  back: { path: 'M14.5 5.5 8 12l6.5 6.5', mirrored: true },
  plus: { path: 'M12 5v14M5 12h14', mirrored: false },
  tick: { path: 'm5.5 12.5 4.5 4.5 9-10', mirrored: false },
  grip: { path: 'M5 9h14M5 15h14', mirrored: false },
  share: { path: 'M12 14.5V4m0 0L8 8m4-4 4 4M5.5 12v6a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-6', mirrored: false },
  more: {
    path: 'M4.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0m7 0a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0m7 0a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0',
    mirrored: false,
  },
  eye: {
    path: 'M3 12s3.2-6 9-6 9 6 9 6-3.2 6-9 6-9-6-9-6zm9 2.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z',
    mirrored: false,
  },
  device: {
    path: 'M8 3.5h8a1.5 1.5 0 0 1 1.5 1.5v14a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 19V5A1.5 1.5 0 0 1 8 3.5zM11 17.5h2',
    mirrored: false,
  },
  warning: {
    path: 'M12 9.5v4m0 3h.01M10.4 5 3.6 17a1.8 1.8 0 0 0 1.6 2.7h13.6a1.8 1.8 0 0 0 1.6-2.7L13.6 5a1.8 1.8 0 0 0-3.2 0z',
    mirrored: false,
  },
  cart: { path: 'M3 5h2.2l2 10.5h9.6L19 8H6m3 11.5h.01m7 0h.01', mirrored: true },
  question: {
    path: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9.7 9.7a2.35 2.35 0 1 1 3.4 2c-.7.4-1.1.8-1.1 1.6m0 2.8h.01',
    mirrored: false,
  },
  clock: { path: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm0-12v4.2l2.7 1.6', mirrored: false },
} as const satisfies Readonly<Record<string, Drawing>>;
