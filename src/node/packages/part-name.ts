/** The name of the nth part of a package, counting from 0. */
export const partName = (index: number): string => `data-${String(index + 1).padStart(4, '0')}.parquet`;

/** Always the last file of a package. */
export const MANIFEST_NAME = 'manifest.dsse.json';
