import { canonicalise, fail } from '#kernel';
import type { LawData } from '#law';
import { type Compiled, compile } from './compile.ts';
import type { SigningStatement } from './run-plan.ts';
import type { Agreement } from './schema.ts';

/** The bytes that every signatory signs: what was read, what was agreed, and what will run, by digest. */
export function signingStatement({ plan, digests }: Pick<Compiled, 'plan' | 'digests'>): Uint8Array {
  const statement: SigningStatement = {
    format: 'stile-signing-statement/1',
    agreement: digests.agreement,
    runPlan: digests.runPlan,
    english: digests.english,
    lawData: digests.lawData,
    series: plan.agreement.series,
    version: plan.agreement.version,
  };
  return canonicalise(statement);
}

/**
 * The check of `stile sign`: compiles on the signer's own machine and compares with what is offered. Gives the
 * signer's own compilation, whose English is what to read.
 * Throws `AGREEMENT_COMPILES_DIFFERENTLY`, and `AGREEMENT_REFUSED` as `compile` does.
 */
export function recompileAndCompare(
  offered: Pick<Compiled, 'digests'>,
  agreement: Agreement,
  law: LawData,
): Compiled {
  const own = compile(agreement, law);
  const things = {
    agreement: 'agreement',
    runPlan: 'run plan',
    english: 'English text',
    lawData: 'law data',
  };
  for (const [key, thing] of Object.entries(things) as [keyof typeof things, string][])
    if (own.digests[key] !== offered.digests[key]) fail('AGREEMENT_COMPILES_DIFFERENTLY', { thing });
  return own;
}
