const QUOTE = 34;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Where the cells of some rows are, by slot: cell of row r in slot s is number `s * room + r`. */
export interface RowBatch {
  /** The slot of each column of the file; columns that nobody wants share the last one. */
  readonly slots: Int32Array;
  /** How many rows there is room for. */
  readonly room: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Numbers of the cells in which quotation marks are written twice. */
  readonly doubled: number[];
  rows: number;
  /** How many cells the last row has that was read, whole or not. */
  cells: number;
}

/** Why reading stopped. */
export type Stop =
  /** There is no room for another row, */
  | 'full'
  /** or the rest of the bytes is not a whole row, */
  | 'short'
  /** or the last row has not the right number of cells (it is not counted), */
  | 'ragged'
  /** or a cell goes on after its closing quote. */
  | 'stray-quote';

export function rowBatch(slots: Int32Array, slotCount: number, room: number): RowBatch {
  const cells = (slotCount + 1) * room;
  return {
    slots,
    room,
    starts: new Int32Array(cells),
    ends: new Int32Array(cells),
    doubled: [],
    rows: 0,
    cells: 0,
  };
}

/**
 * Reads rows of comma-separated values (RFC 4180) from `bytes[from..length)` into a batch; every row ends with a line
 * feed. Where there is more than one column an empty line is no row. Gives where the first row begins that was not
 * read. `columns`: how many cells a row must have, or 0 for any number.
 */
export function readRows(
  bytes: Uint8Array,
  from: number,
  length: number,
  columns: number,
  batch: RowBatch,
): { at: number; stop: Stop } {
  const { slots, room, starts, ends, doubled } = batch;
  const last = slots.length - 1;
  let row = batch.rows;
  let rowStart = from;
  const stopped = (stop: Stop, cells: number) => {
    while (doubled.length > 0 && (doubled.at(-1) as number) % room >= row) doubled.pop();
    batch.rows = row;
    batch.cells = cells;
    return { at: rowStart, stop };
  };
  while (row < room) {
    let at = rowStart;
    let column = 0;
    for (;;) {
      if (at >= length) return stopped('short', column);
      let byte = bytes[at] as number;
      let start = at;
      let end: number;
      const cell = (slots[column < last ? column : last] as number) * room + row;
      if (byte === QUOTE) {
        start = at + 1;
        at = start;
        for (;;) {
          while (at < length && bytes[at] !== QUOTE) at += 1;
          if (at + 1 >= length) return stopped('short', column);
          if (bytes[at + 1] !== QUOTE) break;
          if (doubled.at(-1) !== cell) doubled.push(cell);
          at += 2;
        }
        end = at;
        at += 1;
        byte = bytes[at] as number;
        if (byte === CARRIAGE_RETURN && at + 1 < length) {
          at += 1;
          byte = bytes[at] as number;
          if (byte !== LINE_FEED) return stopped('stray-quote', column);
        } else if (byte === CARRIAGE_RETURN) return stopped('short', column);
        if (byte !== COMMA && byte !== LINE_FEED) return stopped('stray-quote', column);
      } else {
        while (at < length && (byte > COMMA || (byte !== COMMA && byte !== LINE_FEED))) {
          at += 1;
          byte = bytes[at] as number;
        }
        if (at >= length) return stopped('short', column);
        end = at;
        if (byte === LINE_FEED && end > start && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
      }
      starts[cell] = start;
      ends[cell] = end;
      column += 1;
      at += 1;
      if (byte === LINE_FEED) {
        // An empty line.
        if (column === 1 && columns !== 1 && start === end && bytes[rowStart] !== QUOTE) break;
        if (column !== columns && columns !== 0) return stopped('ragged', column);
        row += 1;
        break;
      }
    }
    rowStart = at;
    batch.cells = column;
  }
  return stopped('full', batch.cells);
}

/** Writes the cells in which quotes are doubled again, with one quote each; they get shorter where they are. */
export function undouble(bytes: Uint8Array, { doubled, starts, ends }: RowBatch): void {
  for (const cell of doubled) {
    const end = ends[cell] as number;
    let to = starts[cell] as number;
    for (let at = to; at < end; at += 1) {
      if (bytes[at] === QUOTE) at += 1;
      bytes[to] = bytes[at] as number;
      to += 1;
    }
    ends[cell] = to;
  }
  doubled.length = 0;
}
