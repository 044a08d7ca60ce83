import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultExclude, defineConfig } from 'vitest/config';

/** A test that hangs must end; how fast the machine is today must not matter. */
const TEST_MS_MAX = 180_000;

/** The packages that import nothing of ours, and hold no state. */
const PURE = '{list,seal,wire}';

export default defineConfig({
  test: {
    // By default one processor is left idle, which on two is half of them.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'pure',
          include: [`packages/${PURE}/src/**/*.test.ts`],
          environment: 'node',
          // Functions alone, which leave nothing behind: a process and all imports anew for each file prove nothing.
          isolate: false,
          testTimeout: TEST_MS_MAX,
        },
      },
      {
        test: {
          name: 'node',
          include: ['packages/*/src/**/*.test.ts', 'server/src/**/*.test.ts', 'apps/cli/src/**/*.test.ts'],
          exclude: [...defaultExclude, `packages/${PURE}/**`],
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
