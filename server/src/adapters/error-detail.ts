/** What an error says, for an operator. */
export const errorDetail = (error: unknown): string => (error instanceof Error ? error.message : String(error));
