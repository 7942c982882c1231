import { catalogue, type ErrorCode, type Parameters } from './catalogue.ts';
import type { ErrorParameter, ExitCode } from './define.ts';

/** An error as data: what is printed, sent as JSON or kept in a receipt of failure. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly cure: string;
  /** Where in the agreement, as a path such as `inputs[0].fields[2]`. */
  readonly clause?: string;
}

/** What can be said beside the parameters: the clause, smaller problems that add up to this one, the cause. */
export interface ProblemContext {
  readonly clause?: string;
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/** The only error class. Anything else that is thrown is a fault of ours (exit code 1). */
export class StileError extends Error implements Problem {
  readonly code: ErrorCode;
  readonly exit: ExitCode;
  readonly cure: string;
  /** Declared only: a field would be there, as `undefined`, even without a clause. */
  declare readonly clause?: string;
  readonly problems: readonly Problem[];

  constructor(problem: Problem, context: ProblemContext = {}) {
    super(problem.message, context);
    this.name = 'StileError';
    this.code = problem.code;
    this.exit = catalogue[problem.code].exit;
    this.cure = problem.cure;
    if (problem.clause !== undefined) this.clause = problem.clause;
    this.problems = context.problems ?? [];
  }
}

const fill = (text: string, parameters: Readonly<Record<string, ErrorParameter>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]));

/** Makes a problem from the catalogue without throwing it, for lists of refusals. */
export function problem<C extends ErrorCode>(code: C, parameters: Parameters<C>, clause?: string): Problem {
  const entry = catalogue[code];
  const filled = { code, message: fill(entry.what, parameters), cure: fill(entry.cure, parameters) };
  return clause === undefined ? filled : { ...filled, clause };
}

/** Throws an error from the catalogue. */
export function fail<C extends ErrorCode>(
  code: C,
  parameters: Parameters<C>,
  context: ProblemContext = {},
): never {
  throw new StileError(problem(code, parameters, context.clause), context);
}

/** True for an error of the catalogue, and of one given code where a code is given. */
export function isStileError(error: unknown, code?: ErrorCode): error is StileError {
  return error instanceof StileError && (code === undefined || error.code === code);
}
