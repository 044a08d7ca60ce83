/** Source of cryptographically strong random bytes: `getRandomValues` in the app, a seeded generator in simulated runs. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;
