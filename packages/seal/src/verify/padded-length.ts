const STEP_BYTES = 64;
const STEPS_UNTIL_BYTES = 1024;

/**
 * The length to which `length` bytes are padded: the next multiple of 64 up to 1 KiB, then PADMÉ (at most 12 % more;
 * Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019, section 4). Defined for lengths below 2^31.
 */
export const paddedLength = (length: number): number => {
  if (length <= STEPS_UNTIL_BYTES) return Math.max(STEP_BYTES, Math.ceil(length / STEP_BYTES) * STEP_BYTES);
  const exponent = 31 - Math.clz32(length);
  const bitsKept = 32 - Math.clz32(exponent);
  const step = 2 ** (exponent - bitsKept);
  return Math.ceil(length / step) * step;
};

/** Whether some content pads to exactly this length. */
export const isPaddedLength = (length: number): boolean => length >= STEP_BYTES && paddedLength(length) === length;
