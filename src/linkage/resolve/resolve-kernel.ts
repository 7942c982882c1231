import { type OwnMemory, type Room, roomMaker } from '../room.ts';
import { kernelBytes } from './resolve-wasm.ts';

/** The functions of wasm/index.as.ts. Addresses and counts are numbers of 32 bits; rows are below 2 to the power of 31. */
export interface ResolveExports extends OwnMemory {
  sortByKey(order: number, count: number, key: number, room: number): void;
  orderByWeight(
    left: number,
    right: number,
    weight: number,
    count: number,
    least: number,
    without: number,
    order: number,
    room: number,
  ): number;
  open(at: number, rows: number, floor: number, clip: number, sample: number): void;
  parents(): number;
  rescored(): number;
  refused(): number;
  meanBetween(a: number, b: number): number;
  meanOfRow(row: number, root: number): number;
  meanAcross(a: number, b: number, weight: number): number;
  join(a: number, b: number): void;
  joinAlone(
    left: number,
    right: number,
    weight: number,
    count: number,
    least: number,
    alone: number,
    partners: number,
  ): number;
  joinRest(
    count: number,
    least: number,
    rows: number,
    alone: number,
    order: number,
    room: number,
    known: number,
    slots: number,
  ): number;
}

/** What a guard asks for; sorting asks for nothing. */
export interface ResolveImports {
  weightOf(i: number, j: number): number;
  invalid(): void;
}

export type ResolveRoom = Room<ResolveExports>;

/** Bytes besides 12 an item that sorting takes: the digits. */
export const SORTING = 8192;

const none: ResolveImports = { weightOf: () => Number.NaN, invalid: () => {} };
const make = roomMaker<ResolveExports>(kernelBytes);

export const newRoom = (bytes: number, imports = none): ResolveRoom => make(bytes, imports);
