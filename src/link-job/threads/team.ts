import { Worker } from 'node:worker_threads';
import { type Harvest, perform, type Task, type Team } from '#linkage';
import type { Ended } from './worker.ts';

const program = new URL('./worker.ts', import.meta.url);

/** A thread that runs `worker.ts`: as it is, with the types taken out while it is read, or as it was built. */
const startWorker = (): Worker =>
  new Worker(program.pathname.endsWith('.ts') ? new URL('./from-source.mjs', import.meta.url) : program);

/** A team whose threads must be ended. */
export interface ThreadTeam extends Team {
  end(): Promise<void>;
}

/** So many threads, this one among them: a team of one starts none. Threads start at once, and are waited for at the first task. */
export function startTeam(size: number): ThreadTeam {
  const workers = Array.from({ length: size - 1 }, startWorker);
  return {
    size,
    async all(tasks) {
      const done: Harvest[] = [];
      for (let at = 0; at < tasks.length; at += size) {
        const [own, ...others] = tasks.slice(at, at + size);
        const answers = others.map((task, w) => ask(workers[w], task));
        // Whichever fails, no other is left under way with nobody waiting for it.
        const ended = await Promise.allSettled([...(own === undefined ? [] : [performed(own)]), ...answers]);
        for (const one of ended) {
          if (one.status === 'rejected') throw one.reason;
          done.push(one.value);
        }
      }
      return done;
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

const performed = async (task: Task): Promise<Harvest> => perform(task);

function ask(worker: Worker | undefined, task: Task): Promise<Harvest> {
  if (worker === undefined) return performed(task);
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
