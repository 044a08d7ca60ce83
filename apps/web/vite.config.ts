import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { compileAtOnce } from './vite/compile-at-once.ts';
import { compressedCopies } from './vite/compressed-copies.ts';
import { contentSecurityPolicy } from './vite/content-security-policy.ts';
import { curveHashes } from './vite/curve-hashes.ts';
import { offlineFiles } from './vite/offline-files.ts';
import { preloadEngine } from './vite/preload-engine.ts';

/** Where `npm run dev` runs the relay; the app reaches it on its own origin under /relay, as in production. */
const relayPort = process.env['TOTE_RELAY_PORT'] ?? '4680';
const proxy = { '/relay': { target: `ws://127.0.0.1:${relayPort}`, ws: true } };

/** What `bind:value` brings along: no field of the first view uses it, but Svelte names it in the file that every component imports. */
const BOUND_FIELDS = /\/svelte\/.*\/bindings\/input\.js$/;

export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: [
      { find: '\0vite/preload-helper.js', replacement: `${import.meta.dirname}/vite/stand-ins/vite-preload-helper.ts` },
      // lib0's own files name each other by relative paths.
      {
        find: /^(?:lib0|\.)\/(environment|logging)(?:\.js)?$/,
        replacement: `${import.meta.dirname}/vite/stand-ins/lib0-$1.ts`,
      },
    ],
  },
  plugins: [
    svelte(),
    curveHashes(),
    preloadEngine(),
    compileAtOnce(),
    contentSecurityPolicy(),
    offlineFiles(),
    compressedCopies(),
  ],
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  build: {
    target: 'es2022',
    // The first versions with light-dark() and :dir(): lowered, both would follow the system and the language's name
    // instead of the theme and the direction that a person chose.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    // Every browser that has what Tote needs also has modulepreload.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: `${import.meta.dirname}/index.html`, sw: `${import.meta.dirname}/src/worker/service-worker.ts` },
      treeshake: { moduleSideEffects: [{ test: BOUND_FIELDS, sideEffects: false }] },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // What every page needs at once is one file, and what shows a list, with all that it imports, a second one: many
        // small ones compress worse, by 2 KiB together, and are found one behind the other.
        codeSplitting: {
          groups: [
            {
              name: 'first',
              tags: ['$initial'],
              test: (id) => !id.includes('/src/worker/') && !BOUND_FIELDS.test(id),
              includeDependenciesRecursively: false,
              priority: 2,
            },
            { name: 'bound-fields', test: BOUND_FIELDS, priority: 1 },
            { name: 'shown-list', test: /\/src\/lib\/engine\/engine\.ts$/ },
          ],
        },
      },
    },
  },
});
