import { parentPort } from 'node:worker_threads';
import { perform, type Task } from '#linkage/scan';

/** How a task ended. What an error is called is sent beside it, because a copy of an error forgets its name. */
export type Ended =
  | { readonly done: ReturnType<typeof perform> }
  | { readonly failed: { readonly name: string; readonly error: unknown } };

/* One thread of a team: it does what it is told, in memory that all share, and says what came of it. */
parentPort?.on('message', (task: Task) => {
  parentPort?.postMessage(ended(task));
});

function ended(task: Task): Ended {
  try {
    return { done: perform(task) };
  } catch (error) {
    return { failed: { name: error instanceof Error ? error.name : '', error } };
  }
}
