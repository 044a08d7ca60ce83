/** One list's keys at work, for the code that talks to relays: what it sends and receives is sealed, opened and proven here. */
import {
  openEnvelope,
  sealEnvelope,
  signAccess,
  type EnvelopeKind,
  type ListId,
  type ListKeys,
  type OpenedEnvelope,
  type OpenError,
  type RandomBytes,
  type Result,
  type SealDeps,
} from '@tote/seal';
import { PROTOCOL_VERSION, type ClientFrame } from '@tote/wire';

const NONCE_BYTES = 32;

/** What opens a list at a relay, but for the place where to go on. */
type AccessProof = Omit<Extract<ClientFrame, { type: 'open' }>, 'type' | 'channel' | 'resume'>;

/** Seals and opens one list's envelopes, and proves that this device may have them. */
export interface ListSeal {
  readonly listId: ListId;
  seal(kind: EnvelopeKind, plaintext: Uint8Array): Promise<Uint8Array>;
  /** Never throws on bytes. */
  open(envelope: Uint8Array): Promise<Result<OpenedEnvelope, OpenError>>;
  /** Answers a relay's nonce; `origin` is the host as dialled. */
  prove(challenge: { readonly origin: string; readonly relayNonce: Uint8Array }): Promise<AccessProof>;
}

/** Puts a list's keys to work. */
export const createListSeal = (
  deps: SealDeps & {
    readonly keys: ListKeys;
    readonly random: RandomBytes;
  },
): ListSeal => {
  const { keys, ed25519, random } = deps;
  const { listId, listIdBytes, role, writePublicKey, readPublicKey, contentCommitment } = keys;
  return {
    listId,
    seal: (kind, plaintext) => sealEnvelope(keys, kind, plaintext, deps),
    open: (envelope) => openEnvelope(keys, envelope, deps),
    async prove({ origin, relayNonce }) {
      const clientNonce = random(NONCE_BYTES);
      const challenge = { origin, listId: listIdBytes, role, relayNonce, clientNonce, version: PROTOCOL_VERSION };
      const signature = await signAccess(keys, challenge, ed25519);
      return { role, writePublicKey, readPublicKey, contentCommitment, relayNonce, clientNonce, signature };
    },
  };
};
