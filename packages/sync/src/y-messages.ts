/**
 * The messages that y-websocket's provider exchanges with its server, as values. Format: y-protocols PROTOCOL.md and the
 * provider's source: a varuint for the channel (0 sync, 1 awareness, 3 query awareness), then its body.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** One message of the provider. */
export type YMessage =
  | { readonly type: 'step-1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step-2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'query-awareness' };

/** Reads a message of our own provider. It comes from code in this process, so anything else is a bug and throws. */
export const readYMessage = (message: Uint8Array): YMessage => {
  const decoder = decoding.createDecoder(message);
  const channel = decoding.readVarUint(decoder);
  if (channel === QUERY_AWARENESS) return { type: 'query-awareness' };
  if (channel === AWARENESS) return { type: 'awareness', update: decoding.readVarUint8Array(decoder) };
  if (channel !== SYNC) throw new Error(`the provider sent a message on channel ${channel}`);
  const step = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (step === STEP_1) return { type: 'step-1', stateVector: body };
  return { type: step === STEP_2 ? 'step-2' : 'update', update: body };
};

/** Writes a message for our own provider. */
export const writeYMessage = (message: YMessage): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  const sync = (step: number, body: Uint8Array) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, body);
  };
  switch (message.type) {
    case 'step-1':
      sync(STEP_1, message.stateVector);
      break;
    case 'step-2':
      sync(STEP_2, message.update);
      break;
    case 'update':
      sync(UPDATE, message.update);
      break;
    case 'awareness':
      encoding.writeVarUint(encoder, AWARENESS);
      encoding.writeVarUint8Array(encoder, message.update);
      break;
    case 'query-awareness':
      encoding.writeVarUint(encoder, QUERY_AWARENESS);
      break;
  }
  return encoding.toUint8Array(encoder);
};
