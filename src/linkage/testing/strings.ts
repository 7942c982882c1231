/**
 * String measures for tests of the kernel with long values, for which the definitions in `reference.ts` take too long.
 * A value is a run `[start, end)` in one array of letters (numbers that stand for code points).
 */

let matchedLeft = new Uint8Array(64);
let matchedRight = new Uint8Array(64);

/**
 * Jaro similarity, 0 to 1, of two runs of letters. Transpositions are half the letters out of order, rounded down, as
 * in Winkler's own code and in DuckDB. An empty run is like nothing: 0.
 */
export function jaro(
  left: Uint32Array,
  leftStart: number,
  leftEnd: number,
  right: Uint32Array,
  rightStart: number,
  rightEnd: number,
): number {
  const n = leftEnd - leftStart;
  const m = rightEnd - rightStart;
  if (n === 0 || m === 0) return 0;
  if (n > matchedLeft.length) matchedLeft = new Uint8Array(n * 2);
  if (m > matchedRight.length) matchedRight = new Uint8Array(m * 2);
  matchedLeft.fill(0, 0, n);
  matchedRight.fill(0, 0, m);
  const window = Math.max(0, (n > m ? n : m) / 2 - 1) | 0;
  let matches = 0;
  for (let i = 0; i < n; i++) {
    const letter = left[leftStart + i];
    const to = i + window < m - 1 ? i + window : m - 1;
    for (let j = i > window ? i - window : 0; j <= to; j++) {
      if (matchedRight[j] === 0 && right[rightStart + j] === letter) {
        matchedRight[j] = 1;
        matchedLeft[i] = 1;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let outOfOrder = 0;
  for (let i = 0, j = 0; i < n; i++) {
    if (matchedLeft[i] === 0) continue;
    while (matchedRight[j] === 0) j++;
    if (left[leftStart + i] !== right[rightStart + j]) outOfOrder++;
    j++;
  }
  return (matches / n + matches / m + (matches - (outOfOrder >> 1)) / matches) / 3;
}

/**
 * Jaro-Winkler similarity, 0 to 1, of two runs of letters: Winkler (1990), prefix of at most 4 letters, scale 0.1, given
 * only when the Jaro similarity is above 0.7.
 */
export function jaroWinkler(
  left: Uint32Array,
  leftStart: number,
  leftEnd: number,
  right: Uint32Array,
  rightStart: number,
  rightEnd: number,
): number {
  const n = leftEnd - leftStart;
  const m = rightEnd - rightStart;
  const similarity = jaro(left, leftStart, leftEnd, right, rightStart, rightEnd);
  if (similarity <= 0.7) return similarity;
  let prefix = 0;
  while (prefix < 4 && prefix < n && prefix < m && left[leftStart + prefix] === right[rightStart + prefix])
    prefix++;
  return similarity + prefix * 0.1 * (1 - similarity);
}

let row = new Int32Array(64);

/** Levenshtein distance: fewest single-letter insertions, deletions and substitutions. */
export function levenshtein(
  left: Uint32Array,
  leftStart: number,
  leftEnd: number,
  right: Uint32Array,
  rightStart: number,
  rightEnd: number,
): number {
  const n = leftEnd - leftStart;
  const m = rightEnd - rightStart;
  if (m >= row.length) row = new Int32Array(m * 2);
  for (let j = 0; j <= m; j++) row[j] = j;
  for (let i = 1; i <= n; i++) {
    let diagonal = row[0] as number;
    row[0] = i;
    const letter = left[leftStart + i - 1];
    for (let j = 1; j <= m; j++) {
      const above = row[j] as number;
      const change = diagonal + (right[rightStart + j - 1] === letter ? 0 : 1);
      const gap = (above < (row[j - 1] as number) ? above : (row[j - 1] as number)) + 1;
      row[j] = change < gap ? change : gap;
      diagonal = above;
    }
  }
  return row[m] as number;
}

let table = new Int32Array(1024);
let lastRowOf = new Int32Array(256);

/**
 * Damerau-Levenshtein distance, unrestricted: as Levenshtein, and the exchange of two neighbouring letters
 * counts as one edit even when letters are edited between them (Lowrance and Wagner, 1975).
 *
 * Letters must be small numbers: a table of the largest letter is kept.
 */
export function damerauLevenshtein(
  left: Uint32Array,
  leftStart: number,
  leftEnd: number,
  right: Uint32Array,
  rightStart: number,
  rightEnd: number,
): number {
  const n = leftEnd - leftStart;
  const m = rightEnd - rightStart;
  const width = m + 2;
  const cells = (n + 2) * width;
  if (cells > table.length) table = new Int32Array(cells * 2);
  let largest = 0;
  for (let i = leftStart; i < leftEnd; i++) if ((left[i] as number) > largest) largest = left[i] as number;
  for (let j = rightStart; j < rightEnd; j++)
    if ((right[j] as number) > largest) largest = right[j] as number;
  if (largest >= lastRowOf.length) lastRowOf = new Int32Array(largest * 2);
  for (let i = leftStart; i < leftEnd; i++) lastRowOf[left[i] as number] = 0;
  for (let j = rightStart; j < rightEnd; j++) lastRowOf[right[j] as number] = 0;
  const far = n + m;
  // Row and column 0 are the sentinel; the matrix proper begins at 1.
  for (let i = 0; i <= n; i++) {
    table[(i + 1) * width] = far;
    table[(i + 1) * width + 1] = i;
  }
  for (let j = 0; j <= m; j++) {
    table[j + 1] = far;
    table[width + j + 1] = j;
  }
  table[0] = far;
  for (let i = 1; i <= n; i++) {
    const letter = left[leftStart + i - 1] as number;
    let lastColumn = 0;
    for (let j = 1; j <= m; j++) {
      const other = right[rightStart + j - 1] as number;
      const lastRow = lastRowOf[other] as number;
      const here = i * width + j;
      const change = (table[here] as number) + (letter === other ? 0 : 1);
      const insert = (table[here + width] as number) + 1;
      const remove = (table[here + 1] as number) + 1;
      const swap =
        (table[lastRow * width + lastColumn] as number) + (i - lastRow - 1) + 1 + (j - lastColumn - 1);
      let best = change < insert ? change : insert;
      if (remove < best) best = remove;
      if (swap < best) best = swap;
      table[here + width + 1] = best;
      if (letter === other) lastColumn = j;
    }
    lastRowOf[letter] = i;
  }
  return table[(n + 1) * width + m + 1] as number;
}
