import { parentPort } from 'node:worker_threads';
import { perform, type Task } from '#linkage/scan';

/* One thread of a team: it does what it is told, in memory that all share, and says what came of it. */
parentPort?.on('message', (task: Task) => {
  parentPort?.postMessage(perform(task));
});
