import relayPackage from '../package.json' with { type: 'json' };

/** Which relay this is, as packages name it. */
export const RELAY_VERSION: string = relayPackage.version;
