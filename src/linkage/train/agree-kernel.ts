import { aligned, type OwnMemory, roomMaker } from '../room.ts';
import { kernelBytes } from './agree-wasm.ts';

/** The functions of wasm/agree.as.ts. Addresses and counts are numbers of 32 bits. */
interface AgreeExports extends OwnMemory {
  having(columns: number, count: number, rows: number, split: number, ids: number, out: number): void;
  agreeing(
    columns: number,
    parts: number,
    needs: number,
    rows: number,
    split: number,
    room: number,
    slots: number,
  ): number;
}

const newRoom = roomMaker<AgreeExports>(kernelBytes);

/** Codes by row, 0 where a value is missing; all columns are as long. */
export type Codes = readonly Uint32Array[];

/** Rows of each table that have a value in every column. */
export function rowsHaving(columns: Codes, rows: number, split: number): { left: number; right: number } {
  const room = newRoom(columns.length * (aligned(rows * 4) + 8) + aligned(rows * 4) + 16);
  const at = placed(room, columns);
  const out = room.take(8);
  room.kernel.having(at, columns.length, rows, split, room.take(rows * 4), out);
  const [left = 0, right = 0] = room.u32(out, 2);
  return { left, right };
}

/** Pairs of rows that agree on all `parts` and have a value in each of `needs`. */
export function pairsAgreeing(parts: Codes, needs: Codes, rows: number, split: number): number {
  const columns = [...parts, ...needs];
  const slots = 2 ** Math.ceil(Math.log2(Math.max(rows * 2, 2)));
  const own = aligned(rows * 16 + 16 + slots * 4);
  const room = newRoom(columns.length * (aligned(rows * 4) + 8) + own);
  const at = placed(room, columns);
  return room.kernel.agreeing(at, parts.length, needs.length, rows, split, room.take(own), slots);
}

/** Where the columns are, one address after another. */
function placed(room: ReturnType<typeof newRoom>, columns: Codes): number {
  const addresses = columns.map((codes) => room.put(codes));
  return room.put(Uint32Array.from(addresses));
}
