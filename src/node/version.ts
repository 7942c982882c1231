import manifest from '../../package.json' with { type: 'json' };

/** The version of Stile, as receipts name it. */
export const ENGINE = manifest.version;
