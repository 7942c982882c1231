const SIGNS = 7;

/**
 * Rows in the order of their texts, by UTF-16 code units; rows with equal texts in any order. What follows the start
 * that all texts share is packed into one exact number first: comparing numbers takes a quarter of the time.
 */
export function orderByText(rows: Uint32Array, textOf: (row: number) => string): Uint32Array {
  if (inOrder(rows, textOf)) return rows.slice();
  const shared = sharedStart(rows, textOf);
  const keys = Float64Array.from(rows, (row) => packed(textOf(row), shared));
  const places = Uint32Array.from(rows.keys());
  places.sort((a, b) => {
    const difference = (keys[a] as number) - (keys[b] as number);
    if (difference !== 0) return difference;
    const [x, y] = [textOf(rows[a] as number), textOf(rows[b] as number)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
  return places.map((place) => rows[place] as number);
}

function inOrder(rows: Uint32Array, textOf: (row: number) => string): boolean {
  let last = '';
  for (const row of rows) {
    const text = textOf(row);
    if (text < last) return false;
    last = text;
  }
  return true;
}

function sharedStart(rows: Uint32Array, textOf: (row: number) => string): number {
  const first = textOf(rows[0] ?? 0);
  let shared = first.length;
  for (const row of rows) {
    const text = textOf(row);
    let same = 0;
    while (same < shared && text.charCodeAt(same) === first.charCodeAt(same)) same += 1;
    shared = same;
  }
  return shared;
}

/** Seven signs of 7 bits. From a sign beyond ASCII on, all texts look alike, and the texts themselves decide. */
function packed(text: string, from: number): number {
  let key = 0;
  let ascii = true;
  for (let i = from; i < from + SIGNS; i += 1) {
    const sign: number = ascii && i < text.length ? Math.min(text.charCodeAt(i), 127) : 0;
    ascii &&= sign < 127;
    key = key * 128 + sign;
  }
  return key;
}
