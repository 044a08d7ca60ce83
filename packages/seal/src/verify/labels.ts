/** Version of the formats in this package. It is part of every label, so nothing made for one version fits another. */
export const SEAL_VERSION = 1;

/** XChaCha20-Poly1305, Ed25519, SHA-256, HKDF-SHA-256. Another choice of algorithms gets another number. */
export const SUITE = 1;

/**
 * One label per use of a key or hash, so that no output of one use can ever serve as another (THREAT_MODEL.md, K2).
 * All end in a zero byte: none is the beginning of another, and what follows a label is of fixed length or length-prefixed.
 */
const LABEL_TEXTS = {
  keySalt: 'tote/1/salt',
  writeKey: 'tote/1/write key',
  viewSecret: 'tote/1/view secret',
  readKey: 'tote/1/read key',
  contentKey: 'tote/1/content key',
  updateKey: 'tote/1/update key',
  snapshotKey: 'tote/1/snapshot key',
  presenceKey: 'tote/1/presence key',
  fingerprintKey: 'tote/1/fingerprint key',
  contentCommitment: 'tote/1/content commitment',
  listId: 'tote/1/list id',
  access: 'tote/1/access',
  envelopeData: 'tote/1/envelope data',
  envelopeSignature: 'tote/1/envelope signature',
  linkChecksum: 'tote/1/link checksum',
  fingerprint: 'tote/1/fingerprint',
  sealedFile: 'tote/1/sealed file',
  deviceBox: 'tote/1/device box',
} as const;

/** Name of a use. */
export type LabelName = keyof typeof LABEL_TEXTS;

const encoder = new TextEncoder();

const bytesByLabel: Partial<Record<LabelName, Uint8Array<ArrayBuffer>>> = {};

/** Bytes of a label: its text and a zero byte. The same each time; nobody writes into them. */
export const labelBytes = (name: LabelName): Uint8Array<ArrayBuffer> =>
  (bytesByLabel[name] ??= encoder.encode(`${LABEL_TEXTS[name]}\0`));

/** Every label name, for the test that they are prefix-free. */
export const LABEL_NAMES = Object.keys(LABEL_TEXTS) as readonly LabelName[];
