/** Process that tries decoders, so that one that never ends can be ended from outside. It says after each piece that it lives. */
import { createDecoders } from './decoders.ts';
import type { DecodersOrder } from './decoders-bench.ts';
import { tryDecoders } from './try-decoders.ts';

process.on('message', ({ seed, first, count }: DecodersOrder) => {
  void createDecoders()
    .then((decoders) => tryDecoders(decoders, { seed, first, count }))
    .then((trial) => process.send?.(trial));
});
