/* New codes for old ones. */

/** Different texts in the order in which they come, behind the empty one, and which of them each is; 0 for none and for the first. */
export function numbered(texts: readonly (string | undefined)[]): { values: string[]; map: Uint32Array } {
  const values = [''];
  const known = new Map<string, number>();
  const map = new Uint32Array(texts.length);
  for (let code = 1; code < texts.length; code++) {
    const text = texts[code];
    if (text === undefined || text === '') continue;
    const seen = known.get(text);
    if (seen === undefined) {
      known.set(text, values.length);
      map[code] = values.length;
      values.push(text);
    } else map[code] = seen;
  }
  return { values, map };
}

/** What stands at these places. */
export function gathered(from: Uint32Array, places: Uint32Array): Uint32Array {
  const found = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = from[places[at] as number] as number;
  return found;
}
