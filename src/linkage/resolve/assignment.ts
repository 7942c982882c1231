// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps

/** What rows and columns can gain by being paired: `gain[r * columns + c]`, 0 or more, -Infinity where they cannot be. */
export interface GainTable {
  readonly rows: number;
  readonly columns: number;
  readonly gain: Float64Array;
}

export interface Assignment {
  /** For each row its column, and for each column its row; -1 for none. */
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
  /**
   * How much the best other assignment loses: for a pair, one in which its row or its column is paired otherwise; for a
   * row or column without a pair, one in which it has one. Infinity when there is none.
   */
  readonly rowLoss: Float64Array;
  readonly columnLoss: Float64Array;
}

/**
 * The assignment of rows to columns with the greatest total gain, where any may stay alone (Kuhn 1955; by shortest
 * augmenting paths, Jonker and Volgenant 1987), and for each row and column what the best alternative loses. Time grows
 * with rows² × columns: put the smaller side in rows.
 */
export function optimalAssignment(table: GainTable): Assignment {
  const { rows, columns, gain } = table;
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  // Prices: a[r] + b[c] >= gain, with equality for pairs, and 0 for what is alone.
  const a = new Float64Array(rows);
  const b = new Float64Array(columns);
  const distance = new Float64Array(columns);
  const from = new Int32Array(columns);
  const done = new Uint8Array(columns);
  const rowDistance = new Float64Array(rows);

  for (let start = 0; start < rows; start++) {
    distance.fill(Number.POSITIVE_INFINITY);
    done.fill(0);
    rowDistance.fill(Number.POSITIVE_INFINITY);
    for (let c = 0; c < columns; c++) a[start] = Math.max(a[start]!, gain[start * columns + c]! - b[c]!);
    let row = start;
    rowDistance[start] = 0;
    let drop = start;
    let dropDistance = a[start]!;
    let end = -1;
    let length = 0;
    for (;;) {
      const base = rowDistance[row]! + a[row]!;
      let nearest = -1;
      for (let c = 0; c < columns; c++) {
        if (done[c] === 1) continue;
        const through = base + (b[c]! - gain[row * columns + c]!);
        if (through < distance[c]!) {
          distance[c] = through;
          from[c] = row;
        }
        if (distance[c]! < (nearest < 0 ? Number.POSITIVE_INFINITY : distance[nearest]!)) nearest = c;
      }
      length = nearest < 0 ? Number.POSITIVE_INFINITY : distance[nearest]!;
      if (dropDistance < length || nearest < 0) {
        length = dropDistance;
        break;
      }
      done[nearest] = 1;
      row = rowOf[nearest]!;
      if (row < 0) {
        end = nearest;
        break;
      }
      rowDistance[row] = length;
      if (length + a[row]! < dropDistance) {
        dropDistance = length + a[row]!;
        drop = row;
      }
    }
    for (let r = 0; r < rows; r++)
      if (rowDistance[r]! < length) a[r] = Math.max(0, a[r]! - (length - rowDistance[r]!));
    for (let c = 0; c < columns; c++)
      if (done[c] === 1 && distance[c]! < length) b[c]! += length - distance[c]!;
    // Along the path every row moves on to the next column; a row that is dropped leaves its own to the row before.
    if (end < 0) {
      if (drop === start) continue;
      end = columnOf[drop]!;
      columnOf[drop] = -1;
    }
    for (let c = end; c >= 0; ) {
      const mover = from[c]!;
      const left = columnOf[mover]!;
      columnOf[mover] = c;
      rowOf[c] = mover;
      c = mover === start ? -1 : left;
    }
  }
  return { columnOf, rowOf, ...losses(table, columnOf, rowOf, a, b) };
}

/**
 * What alternatives lose. A change of assignment is a walk: a row moves to another column, whose row moves on, and so
 * until a row stays alone or a column is free; from there it may go on where another column is given up. Each step costs
 * its slack in the prices, so the cheapest walks are shortest paths (Floyd 1962) between rows and one place for "alone".
 */
function losses(
  { rows, columns, gain }: GainTable,
  columnOf: Int32Array,
  rowOf: Int32Array,
  a: Float64Array,
  b: Float64Array,
) {
  const slack = (r: number, c: number): number => Math.max(0, a[r]! + (b[c]! - gain[r * columns + c]!));
  const alone = rows;
  const size = rows + 1;
  const way = new Float64Array(size * size).fill(Number.POSITIVE_INFINITY);
  for (let r = 0; r < rows; r++) {
    way[r * size + r] = 0;
    way[r * size + alone] = a[r]!;
    way[alone * size + r] = columnOf[r]! < 0 ? 0 : b[columnOf[r]!]!;
    for (let c = 0; c < columns; c++) {
      if (c === columnOf[r]) continue;
      const to = rowOf[c]! < 0 ? alone : rowOf[c]!;
      way[r * size + to] = Math.min(way[r * size + to]!, slack(r, c));
    }
  }
  way[alone * size + alone] = 0;
  for (let k = 0; k < size; k++)
    for (let x = 0; x < size; x++) {
      const first = way[x * size + k]!;
      if (first === Number.POSITIVE_INFINITY) continue;
      for (let y = 0; y < size; y++) {
        const through = first + way[k * size + y]!;
        if (through < way[x * size + y]!) way[x * size + y] = through;
      }
    }

  const rowLoss = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const columnLoss = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  for (let r = 0; r < rows; r++) {
    const own = columnOf[r]!;
    const home = own < 0 ? alone : r;
    for (let c = 0; c < columns; c++) {
      if (c === own) continue;
      const to = rowOf[c]! < 0 ? alone : rowOf[c]!;
      rowLoss[r] = Math.min(rowLoss[r]!, slack(r, c) + way[to * size + home]!);
    }
  }
  for (let c = 0; c < columns; c++) {
    const own = rowOf[c]!;
    const home = own < 0 ? alone : own;
    for (let r = 0; r < rows; r++)
      if (r !== own) columnLoss[c] = Math.min(columnLoss[c]!, way[home * size + r]! + slack(r, c));
  }
  for (let r = 0; r < rows; r++) {
    const c = columnOf[r]!;
    if (c >= 0) rowLoss[r] = columnLoss[c] = Math.min(rowLoss[r]!, columnLoss[c]!);
  }
  return { rowLoss, columnLoss };
}
