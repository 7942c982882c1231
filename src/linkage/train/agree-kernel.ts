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

/** Counts rows, and pairs of rows, of columns that are given each time. Rows from `split` on are the second table. */
export interface AgreementKernel {
  /** Rows of each table that have a value in every column. */
  rowsHaving(columns: Codes): { readonly left: number; readonly right: number };
  /** Pairs of rows that agree on all `parts` and have a value in each of `needs`. */
  pairsAgreeing(parts: Codes, needs: Codes): number;
}

const FEW_COLUMNS = 4;
/** The room of so many rows is kept from one question to the next. */
const FEW_ROWS = 1_000_000;

export function agreementKernel(rows: number, split: number): AgreementKernel {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(rows * 2, 2)));
  const own = aligned(rows * 16 + 16 + slots * 4);
  let kept: ReturnType<typeof opened> | undefined;
  function opened(size: number) {
    const room = newRoom(size * (aligned(rows * 4) + 8) + own);
    const places = Array.from({ length: size }, () => room.take(rows * 4));
    return { size, room, places, list: room.put(Uint32Array.from(places)), work: room.take(own) };
  }
  const open = (columns: Codes) => {
    const found =
      kept !== undefined && kept.size >= columns.length
        ? kept
        : opened(Math.max(FEW_COLUMNS, columns.length));
    kept = rows <= FEW_ROWS ? found : undefined;
    const { room, places } = found;
    columns.forEach((codes, c) => {
      room.u32(places[c] as number, rows).set(codes);
    });
    return found;
  };
  return {
    rowsHaving(columns) {
      const { room, list, work } = open(columns);
      room.kernel.having(list, columns.length, rows, split, work, work + rows * 4);
      const [left = 0, right = 0] = room.u32(work + rows * 4, 2);
      return { left, right };
    },
    pairsAgreeing(parts, needs) {
      const { room, list, work } = open([...parts, ...needs]);
      return room.kernel.agreeing(list, parts.length, needs.length, rows, split, work, slots);
    },
  };
}
