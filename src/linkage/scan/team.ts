import { type SharedMemory, sharedMemory } from './memory.ts';
import { kernelModule } from './module.ts';
import { drawPairs, type Harvest, type KernelExports, newBench, workThrough } from './work.ts';

/** What a thread is told to do, in memory that all threads share. */
export interface Task {
  readonly memory: WebAssembly.Memory;
  /** Pages that the memory may have at most. */
  readonly maximum: number;
  /** Where the plan is. */
  readonly plan: number;
  /** Letters of the longest value. */
  readonly longest: number;
  readonly work:
    | { readonly kind: 'scan'; readonly queue: number; readonly stored: boolean }
    | { readonly kind: 'sample'; readonly pairs: number; readonly seed: bigint };
}

/** Threads that do tasks side by side. */
export interface Team {
  readonly size: number;
  /** Tasks side by side, `size` at a time. What came of them, in the same order. */
  all(tasks: readonly Task[]): Promise<readonly Harvest[]>;
}

/** This thread alone. */
export const alone: Team = { size: 1, all: async (tasks) => tasks.map(perform) };

/** Does a task on this thread. */
export function perform({ memory, maximum, plan, longest, work }: Task): Harvest {
  const shared = sharedMemory(memory, maximum);
  const kernel = instantiate(shared);
  const seed = work.kind === 'sample' ? work.seed : 1n;
  const bench = newBench(shared, plan, longest, seed);
  return work.kind === 'sample'
    ? drawPairs(kernel, shared, bench, work.pairs)
    : workThrough(kernel, shared, bench, work.queue, work.stored);
}

/** A thread's instances of the kernel, one for each memory. */
const instances = new WeakMap<WebAssembly.Memory, KernelExports>();

export function instantiate({ memory }: SharedMemory): KernelExports {
  const known = instances.get(memory);
  if (known !== undefined) return known;
  const made = newInstance({ memory }, () => {});
  instances.set(memory, made);
  return made;
}

/** An instance of its own; `learn` is told where to write of a pattern that its weigher has not met. */
export const newInstance = (
  { memory }: Pick<SharedMemory, 'memory'>,
  learn: (place: number) => void,
): KernelExports =>
  new WebAssembly.Instance(kernelModule(), { env: { memory, learn } }).exports as unknown as KernelExports;
