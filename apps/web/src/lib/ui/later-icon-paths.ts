import type { Drawing } from './drawing.ts';

/** All other icons, fetched with whatever shows them. */
export const LATER_ICONS = {
  forward: { path: 'M9.5 5.5 16 12l-6.5 6.5', mirrored: true },
  minus: { path: 'M5 12h14', mirrored: false },
  close: { path: 'm6.5 6.5 11 11m0-11-11 11', mirrored: false },
  undo: { path: 'M4.5 9.5h10a5 5 0 0 1 0 10H9m-4.5-10 4-4m-4 4 4 4', mirrored: true },
  redo: { path: 'M19.5 9.5h-10a5 5 0 0 0 0 10H15m4.5-10-4-4m4 4-4 4', mirrored: true },
  settings: {
    path: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zm-7 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
    mirrored: false,
  },
  link: {
    path: 'M10 14.5a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1m2 2.7a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
    mirrored: false,
  },
  copy: {
    path: 'M9 9V6a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-3M6 9h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z',
    mirrored: false,
  },
  send: { path: 'M20 4 10.5 13.5M20 4l-6 16-3.5-6.5L4 10z', mirrored: true },
  bin: { path: 'M5 7h14M10 7V4.5h4V7m-7.5 0 .8 11a2 2 0 0 0 2 1.9h5.4a2 2 0 0 0 2-1.9l.8-11', mirrored: false },
  up: { path: 'M12 19V5m0 0-5.5 5.5M12 5l5.5 5.5', mirrored: false },
  down: { path: 'M12 5v14m0 0-5.5-5.5M12 19l5.5-5.5', mirrored: false },
  pencil: { path: 'm5 19 .8-3.6L15.6 5.6a1.9 1.9 0 0 1 2.8 2.8l-9.8 9.8zm8.5-11.3 2.8 2.8', mirrored: false },
  leave: { path: 'M10 4.5H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h3m4-11.5 4 4-4 4m4-4h-8.5', mirrored: true },
  relay: { path: 'M7.5 18.5a4 4 0 0 1-.6-7.95 5.5 5.5 0 0 1 10.6-1A4.5 4.5 0 0 1 17 18.5z', mirrored: false },
  people: {
    path: 'M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zm-6 7.4a6 6 0 0 1 12 0m.8-7.6a2.7 2.7 0 1 0-1.2-5.2m3 7.4a5 5 0 0 1 3.4 4.6',
    mirrored: false,
  },
  aisles: { path: 'M4 6h3m3 0h10M4 12h3m3 0h10M4 18h3m3 0h10', mirrored: true },
  store: {
    path: 'M5 10v9.5h14V10M4 10l1.5-5.5h13L20 10a2.7 2.7 0 0 1-5.3 0 2.7 2.7 0 0 1-5.4 0A2.7 2.7 0 0 1 4 10zm6 9.5V15h4v4.5',
    mirrored: false,
  },
  history: { path: 'M4.5 5v4.5H9M5 9.4A8 8 0 1 1 4 13m8-5v4.4l3 1.7', mirrored: false },
  keys: {
    path: 'M4.5 6.5h15a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM7 10h.01M10.5 10h.01M14 10h.01M17 10h.01M8 14h8',
    mirrored: false,
  },
  search: { path: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm4.8-1.7L20 20', mirrored: true },
  archive: { path: 'M4.5 5h15v4h-15zM6 9v8.5a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V9m-8 4h4', mirrored: false },
  lock: {
    path: 'M7.5 11h9a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 17.5v-5A1.5 1.5 0 0 1 7.5 11zM8.5 11V8a3.5 3.5 0 0 1 7 0v3m-3.5 3.2v1.8',
    mirrored: false,
  },
  save: { path: 'M12 4v10.5m0 0-4-4m4 4 4-4M5.5 15.5V18a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-2.5', mirrored: false },
  print: {
    path: 'M7.5 8.5V4h9v4.5M7.5 16.5H6a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-1.5m-9-3h9V20h-9z',
    mirrored: false,
  },
} as const satisfies Readonly<Record<string, Drawing>>;
