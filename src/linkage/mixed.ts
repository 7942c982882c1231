/** Mixes a row number, one to one, so that its neighbours in a file do not go together (the finaliser of MurmurHash3, as guard.as.ts has it). */
export function mixed(row: number): number {
  let h = Math.imul(row ^ (row >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
