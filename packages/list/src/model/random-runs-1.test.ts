import { test } from 'vitest';
import { expectAgreement } from './expect-agreement.ts';

/** Half of the runs of a normal test run; the other half runs beside it. */
test('[M1-M17] random lives of a list agree with the model', () => expectAgreement(1_000_000n));
