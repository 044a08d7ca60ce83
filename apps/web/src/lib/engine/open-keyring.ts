import { createKeyring, type Replica } from '@tote/sync';
import type { OpenedKeyring } from './list-engine.ts';

/** A replica as a keyring. Fetched by pages of a person who has one. */
export const presentKeyring = (replica: Replica, onClose: () => void): OpenedKeyring => ({
  keyring: createKeyring(replica.doc),
  get status() {
    return replica.status;
  },
  onStatus: (listener) => replica.onStatus(listener),
  async close() {
    onClose();
    await replica.close();
  },
});
