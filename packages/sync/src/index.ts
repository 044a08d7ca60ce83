/** Carries a Yjs document between this device's disk, its other tabs and sealed relay logs; knows nothing of lists. */
export { createClientIdKeeper } from './client-id.ts';
export { createIndexedDbStore } from './indexeddb/indexeddb-store.ts';
export type { LocalCopy, LocalState, LocalStore, SetAside } from './local-store.ts';
export {
  createKeyring,
  type Keyring,
  type KeyringDevice,
  type KeyringList,
  type KeyringMove,
  type KeyringView,
} from './keyring/keyring.ts';
export { createLazyRelay } from './lazy-relay.ts';
export { createListSeal, type ListSeal } from './list-seal.ts';
export { mergeCopy } from './merge-copy.ts';
export { createMemoryStore, type MemoryStore, type TabStore } from './memory-store.ts';
export type { Presence, PresentReplica } from './presence.ts';
export { createRelayConnection, type RelayConnection } from './relay-connection.ts';
export type { Relay } from './relay.ts';
export { openReplica, type Replica } from './replica.ts';
export type { ReplicaStatus } from './replica-status.ts';
export type { WebSocketLike } from './web-socket-like.ts';
