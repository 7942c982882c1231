import { fail, type Problem, StileError } from '#kernel';

/** Throws what stands in the way: one problem as itself, several as `NODE_REFUSED` with each listed. */
export function refuseFor(problems: readonly Problem[]): void {
  const [first, ...others] = problems;
  if (first === undefined) return;
  if (others.length === 0) throw new StileError(first);
  fail('NODE_REFUSED', { count: problems.length }, { problems });
}
