/** How many of something each address has now. Addresses that have none take no memory. */
export interface AddressCounts {
  of(address: string): number;
  change(address: string, by: 1 | -1): void;
}

/** Creates the counts; all are 0. */
export const createAddressCounts = (): AddressCounts => {
  const counts = new Map<string, number>();
  return {
    of: (address) => counts.get(address) ?? 0,
    change: (address, by) => {
      const count = (counts.get(address) ?? 0) + by;
      if (count > 0) counts.set(address, count);
      else counts.delete(address);
    },
  };
};
