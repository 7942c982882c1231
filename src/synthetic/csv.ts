/** One line of CSV (RFC 4180), CRLF at its end: fields are quoted where they need it. */
export const toCsvLine = (fields: readonly string[]): string =>
  `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;
