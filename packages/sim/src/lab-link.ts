/** The link under which the lab replays a run. All of it stands behind the #, and so never leaves the browser. */
import type { CliOptions } from './cli-options.ts';
import type { Seed } from './prng.ts';

/** Address of the replay at a relay that serves the lab. A run on its own has real cipher unless told otherwise. */
export const labLink = (
  options: Pick<CliOptions, 'replicas' | 'size' | 'troubles' | 'cipher'> & { readonly open: Seed },
  origin: string,
): string => {
  const words = new URLSearchParams({ sim: options.open });
  if (options.cipher === 'stub') words.set('cipher', 'stub');
  if (options.replicas !== undefined) words.set('replicas', String(options.replicas));
  if (options.size !== undefined) words.set('size', options.size);
  if (options.troubles !== undefined) words.set('faults', options.troubles.join(','));
  return `${origin}/lab/#${words.toString()}`;
};
