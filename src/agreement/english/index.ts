import type { Context } from '../checks/context.ts';
import type { RunPlan } from '../run-plan.ts';

/** The plain English of a plan: what a signer reads. */
export function writeEnglish({ agreement }: Context, _plan: RunPlan, warnings: readonly string[]): string {
  return [agreement.identity.title, agreement.identity.summary, ...warnings, ''].join('\n');
}
