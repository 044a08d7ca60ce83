import { svelte } from '@sveltejs/vite-plugin-svelte';
import { compressedCopies } from '../web/vite/compressed-copies.ts';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/lab/',
  plugins: [svelte(), compressedCopies()],
  // One file (LAB.md, L8).
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  server: { host: '127.0.0.1' },
  build: {
    target: 'es2022',
    // As in the app: the first versions with light-dark().
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
