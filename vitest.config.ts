import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** A test that hangs must end; how fast the machine is today must not matter. */
const TEST_MS_MAX = 180_000;

export default defineConfig({
  test: {
    // By default one processor is left idle, which on two is half of them.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'node',
          include: ['packages/*/src/**/*.test.ts', 'server/src/**/*.test.ts'],
          environment: 'node',
          testTimeout: TEST_MS_MAX,
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'web',
          include: ['apps/{web,lab}/src/**/*.test.ts'],
          environment: 'node',
          testTimeout: TEST_MS_MAX,
        },
      },
    ],
  },
});
