import * as crypto from 'node:crypto';
import { type Instant, instantOf } from '#kernel';
import { disk, type Files } from './disk.ts';

/** What a stage of a long command tells whoever watches: counts and names of stages, never a value from a row. */
export interface ProgressEvent {
  readonly stage: string;
  readonly rows?: number;
  readonly total?: number;
  readonly done?: boolean;
}

export type Progress = (event: ProgressEvent) => void;

/** Everything that a node takes from outside. Tests pass their own; nothing else in the room reads a clock or draws randomness. */
export interface Services {
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly files: Files;
  readonly progress: Progress;
}

export const systemServices = (progress: Progress = () => {}): Services => ({
  clock: Date.now,
  randomBytes: (length) => new Uint8Array(crypto.randomBytes(length)),
  files: disk,
  progress,
});

export const nowOf = (services: Services): Instant => instantOf(services.clock());

const QUANTUM_MS = 15 * 60_000;

/**
 * A time as everyone outside the node sees it: rounded up to the next quarter of an hour. A party that sends a crafted
 * extract can learn something from the time a run took only when it moves the end of the run across a quarter: a
 * difference of d seconds shows in at most d/900 of runs.
 */
export const roundUp = (at: Instant): Instant =>
  instantOf(Math.ceil(Date.parse(at) / QUANTUM_MS) * QUANTUM_MS);

/** The present time, rounded up: see `roundUp`. */
export const publicTime = (services: Services): Instant => roundUp(nowOf(services));
