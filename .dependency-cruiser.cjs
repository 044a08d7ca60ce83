/**
 * Arrows run one way: list, seal, wire -> none of ours; sync -> wire, seal; server -> wire and the public half of seal;
 * sim -> all of them; apps -> anything; nothing -> apps. npm hoists, so an undeclared import would otherwise work by luck.
 */
const outside = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(packages|server|apps)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    outside('list-stands-alone', '^packages/list/', []),
    outside('seal-stands-alone', '^packages/seal/', []),
    outside('wire-stands-alone', '^packages/wire/', []),
    outside('sync-knows-wire-and-seal', '^packages/sync/', ['^packages/(wire|seal)/']),
    outside('server-knows-wire-and-verifies', '^server/', [
      '^packages/wire/',
      '^packages/seal/src/verify/',
      // A suite, for tests.
      '^packages/seal/src/ed25519-contract\\.ts$',
    ]),
    outside('sim-knows-no-app', '^packages/sim/', ['^packages/(list|seal|wire|sync)/', '^server/']),
    {
      name: 'curves-on-demand',
      comment: 'Browsers with a working WebCrypto never fetch the curve code (packages/seal, K15).',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: ['\\.test\\.ts$', '-contract\\.ts$', '^packages/seal/src/noble-curve\\.ts$'],
      },
      to: { path: ['^packages/seal/src/noble-curve\\.ts$', '^node_modules/@noble/curves/'], dynamic: false },
    },
    {
      name: 'relay-core-is-pure',
      comment: 'The lab runs the relay core in a browser: no sockets, no database, no Node there.',
      severity: 'error',
      from: { path: '^server/src/core/', pathNot: '\\.test\\.ts$' },
      to: {
        path: ['^server/src/(?!core/)', '^node_modules/(ws|lmdb|sodium-native|@redis)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'packages-run-in-browsers',
      severity: 'error',
      from: {
        path: ['^packages/(list|seal|wire|sync)/src/', '^server/src/core/'],
        pathNot: ['\\.test\\.ts$', '-contract\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'components-know-no-crdt',
      comment: 'Components import state classes; only lib/state talks to documents, replicas and keys.',
      severity: 'error',
      from: { path: '^apps/(web|lab)/src/.*\\.svelte$' },
      to: { path: ['^node_modules/(yjs|y-)', '^packages/(sync|seal|wire)/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lab-page-keeps-its-clock',
      comment: 'The simulator takes timers and clock away from wherever it is loaded (SIM.md): that is the worker.',
      severity: 'error',
      from: { path: '^apps/lab/src/(main\\.ts|Root|ui/|state/|scenarios/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/sim/src/(?!prng|run-size)', dependencyTypesNot: ['type-only'] },
    },
    { name: 'declared-only', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|results|report)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'types', 'default'],
      extensions: ['.ts', '.svelte.ts', '.svelte', '.js', '.mjs'],
    },
  },
};
