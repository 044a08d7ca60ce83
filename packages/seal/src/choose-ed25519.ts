import type { Ed25519 } from './ed25519.ts';
import { createNobleEd25519 } from './ed25519-noble.ts';
import { createWebCryptoEd25519 } from './ed25519-webcrypto.ts';
import { sameBytes } from './verify/byte-strings.ts';

const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));

/** RFC 8032, section 7.1, test 2. */
const KNOWN = {
  seed: fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
  publicKey: fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
  message: Uint8Array.of(0x72),
  signature: fromHex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ),
};

/** Whether an adapter gives the answers of RFC 8032 here; false also when it throws. */
export const worksHere = async (ed25519: Ed25519): Promise<boolean> => {
  try {
    return (
      sameBytes(await ed25519.publicKey(KNOWN.seed), KNOWN.publicKey) &&
      sameBytes(await ed25519.sign(KNOWN.seed, KNOWN.message), KNOWN.signature) &&
      (await ed25519.verify(KNOWN.publicKey, KNOWN.message, KNOWN.signature)) &&
      !(await ed25519.verify(KNOWN.publicKey, Uint8Array.of(0x73), KNOWN.signature))
    );
  } catch {
    return false;
  }
};

/** WebCrypto if it is there and answers rightly (secure origins of current browsers, Node), else noble. */
export const chooseEd25519 = async (): Promise<Ed25519> => {
  // Plain-http origins have no `subtle`, whatever the type says.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle !== undefined) {
    const webCrypto = createWebCryptoEd25519(subtle);
    if (await worksHere(webCrypto)) return webCrypto;
  }
  return createNobleEd25519();
};
