const stile = <T extends string>(thing: T) => `application/vnd.stile.${thing}+json` as const;

/** The DSSE payload type of everything that is signed. One kind of document can never pass for another. */
export const payloadTypes = {
  keyRecord: stile('key-record'),
  signingStatement: stile('signing-statement'),
  intake: stile('intake'),
  manifest: stile('manifest'),
  suspension: stile('suspension'),
  /** in-toto Statement v1: run receipts, releases and disposal certificates. */
  statement: 'application/vnd.in-toto+json',
} as const;
