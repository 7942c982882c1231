/** The door for threads that only compare pairs: it loads nothing else of the house. */
export { perform, type Task } from './team.ts';
