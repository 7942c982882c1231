import { Worker } from 'node:worker_threads';
import { type Harvest, perform, type Task, type Team } from '#linkage';

const program = new URL('./worker.ts', import.meta.url);

/** A thread that runs `worker.ts`: as it is, with the types taken out while it is read, or as it was built. */
function startWorker(): Worker {
  if (!program.pathname.endsWith('.ts')) return new Worker(program);
  const source = JSON.stringify(program.href);
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); });`,
    { eval: true },
  );
}

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
        if (own !== undefined) done.push(perform(own));
        done.push(...(await Promise.all(answers)));
      }
      return done;
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker | undefined, task: Task): Promise<Harvest> {
  if (worker === undefined) return Promise.resolve(perform(task));
  return new Promise((resolve, reject) => {
    const ended = (error: unknown): void => {
      worker.off('message', answered);
      reject(error);
    };
    const answered = (harvest: Harvest): void => {
      worker.off('error', ended);
      resolve(harvest);
    };
    worker.once('message', answered);
    worker.once('error', ended);
    worker.postMessage(task);
  });
}
