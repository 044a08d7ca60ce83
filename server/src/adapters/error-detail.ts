/** What an error says, for an operator. */
export const errorDetail = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The system's name for it, such as "ENOENT"; undefined for errors of our own. */
export const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
