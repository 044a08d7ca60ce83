/** The token of a private relay (W20). Fetched with the sheet that asks for it. */
import { isAccessToken } from '@tote/wire';
import type { App } from './app.svelte.ts';

/** Forgets the token; what is connected stays so. */
export const forgetAccessToken = (app: App): void => {
  app.shelf.set({ accessToken: undefined });
};

/** Keeps the token on this device and asks the relay again; false if the text can be none. */
export const giveAccessToken = async (app: App, text: string): Promise<boolean> => {
  const accessToken = text.trim();
  if (!isAccessToken(accessToken)) return false;
  app.shelf.set({ accessToken });
  (await app.engine()).reconnect();
  return true;
};
