import type { Worker } from 'node:worker_threads';
import { type Harvest, perform, type Task, type Team } from '#linkage';
import type { Ended } from './worker.ts';

const program = new URL('./worker.ts', import.meta.url);

/** Threads that run `worker.ts`: as it is, with the types taken out while it is read, or as it was built. */
async function startWorkers(count: number): Promise<readonly Worker[]> {
  if (count === 0) return [];
  const { Worker } = await import('node:worker_threads');
  const file = program.pathname.endsWith('.ts') ? new URL('./from-source.mjs', import.meta.url) : program;
  return Array.from({ length: count }, () => new Worker(file));
}

/** A team whose threads must be ended. */
export interface ThreadTeam extends Team {
  end(): Promise<void>;
}

/** So many threads, this one among them: a team of one starts none. Threads start at once; this one works meanwhile. */
export async function startTeam(size: number): Promise<ThreadTeam> {
  const workers = await startWorkers(size - 1);
  return {
    size,
    async all(tasks) {
      const done: Harvest[] = new Array(tasks.length);
      let next = 0;
      /** Takes task after task until none is left, or one fails. */
      const work = async (by: (task: Task) => Promise<Harvest>): Promise<void> => {
        while (next < tasks.length) {
          const at = next++;
          try {
            done[at] = await by(tasks[at] as Task);
          } catch (error) {
            next = tasks.length;
            throw error;
          }
        }
      };
      const others = workers.map((worker) => work((task) => ask(worker, task)));
      // Whichever fails, no other is left under way with nobody waiting for it.
      for (const ended of await Promise.allSettled([work(performed), ...others]))
        if (ended.status === 'rejected') throw ended.reason;
      return done;
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** On this thread; then what others have answered meanwhile is heard. */
async function performed(task: Task): Promise<Harvest> {
  const harvest = perform(task);
  await new Promise(setImmediate);
  return harvest;
}

function ask(worker: Worker, task: Task): Promise<Harvest> {
  return new Promise((resolve, reject) => {
    const settled = (): void => {
      worker.off('message', answered);
      worker.off('error', died);
      worker.off('exit', died);
    };
    const answered = (ended: Ended): void => {
      settled();
      if ('done' in ended) resolve(ended.done);
      else {
        const { name, error } = ended.failed;
        reject(error instanceof Error ? Object.assign(error, { name }) : error);
      }
    };
    /** A thread that ends answers no more. */
    const died = (reason: unknown): void => {
      settled();
      reject(reason instanceof Error ? reason : new Error('a thread has ended'));
    };
    worker.on('message', answered);
    worker.on('error', died);
    worker.on('exit', died);
    worker.postMessage(task);
  });
}
