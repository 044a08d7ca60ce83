import { vi } from 'vitest';

/** Gives a test what a page hears of its network by; whoever calls it ends the test with `vi.unstubAllGlobals`. */
export const stubNetworkEvents = (): EventTarget => {
  const network = new EventTarget();
  vi.stubGlobal('addEventListener', network.addEventListener.bind(network));
  vi.stubGlobal('removeEventListener', network.removeEventListener.bind(network));
  return network;
};
