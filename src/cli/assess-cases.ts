import * as z from 'zod';
import { fail, isStileError, issuesText, type JsonValue, parseStrict, utf8 } from '#kernel';
import { type Assessment, assess, factsSchema, type LawData, type Outcome, outcomes } from '#law';

const expectedSchema = z.object({
  outcome: z.enum(outcomes),
  citations: z.array(z.string()).min(1),
  redirect: z.string().exactOptional(),
});
const caseSchema = z.object({ id: z.string(), facts: factsSchema, expected: expectedSchema });
type Expected = z.infer<typeof expectedSchema>;

export interface Difference {
  readonly id: string;
  readonly line: number;
  readonly expected: Expected;
  readonly found: Pick<Assessment, 'outcome' | 'citations' | 'redirect'>;
  /** The first sentence of the answer after the verdict. */
  readonly reason: string;
}

export interface CasesReport {
  readonly cases: number;
  readonly differences: readonly Difference[];
  readonly unreadable: readonly { readonly line: number; readonly message: string }[];
  /** By expected outcome: how many cases, and how many agree. */
  readonly outcomes: Readonly<Partial<Record<Outcome, { readonly cases: number; readonly agree: number }>>>;
}

/**
 * Assesses each line of a case file (JSON Lines). A case agrees when the outcome is the one expected, at least one
 * expected citation is among those given, and the redirect is the one expected where one is. A line that can't be read is named, and the others still run.
 * Throws `CLI_CASE_INVALID` where there is no case at all.
 */
export function runCases(text: string, law: LawData): CasesReport {
  const differences: Difference[] = [];
  const unreadable: { line: number; message: string }[] = [];
  const counts = new Map<Outcome, { cases: number; agree: number }>();
  let cases = 0;
  for (const [i, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue;
    const line = i + 1;
    try {
      const { id, facts, expected } = readCase(content);
      const { outcome, citations, redirect, text: says } = assess(facts, law);
      const agrees =
        outcome === expected.outcome &&
        expected.citations.some((one) => citations.includes(one)) &&
        (expected.redirect === undefined || redirect === expected.redirect);
      cases += 1;
      const count = counts.get(expected.outcome) ?? { cases: 0, agree: 0 };
      counts.set(expected.outcome, { cases: count.cases + 1, agree: count.agree + (agrees ? 1 : 0) });
      const found = { outcome, citations, ...(redirect !== undefined && { redirect }) };
      if (!agrees) differences.push({ id, line, expected, found, reason: says[1] ?? says[0] ?? '' });
    } catch (error) {
      if (!isStileError(error)) throw error;
      unreadable.push({ line, message: error.message });
    }
  }
  if (cases === 0 && unreadable.length === 0) fail('CLI_CASE_INVALID', { reason: 'the file holds none' });
  const inOrder = outcomes.flatMap((one) => {
    const count = counts.get(one);
    return count === undefined ? [] : [[one, count] as const];
  });
  return { cases, differences, unreadable, outcomes: Object.fromEntries(inOrder) };
}

/** Throws `CLI_CASE_INVALID`, and what strict JSON reading throws. */
function readCase(content: string): z.infer<typeof caseSchema> {
  const read = caseSchema.safeParse(parseStrict(utf8(content)));
  return read.success ? read.data : fail('CLI_CASE_INVALID', { reason: issuesText(read.error) });
}

export const casesJson = ({ cases, differences, unreadable, outcomes: counts }: CasesReport): JsonValue =>
  JSON.parse(
    JSON.stringify({
      ok: differences.length === 0 && unreadable.length === 0,
      cases,
      agree: cases - differences.length,
      differences,
      unreadable,
      outcomes: counts,
    }),
  );

/** For people: what differs first, then the counts. */
export function casesLines({ cases, differences, unreadable, outcomes: counts }: CasesReport): string[] {
  const side = (name: string, { outcome, citations, redirect }: Expected | Difference['found']): string[] => [
    `  ${name.padEnd(9)} ${outcome}${redirect === undefined ? '' : `, see ${redirect}`}`,
    `  ${''.padEnd(9)} ${citations.join('; ')}`,
  ];
  const width = Math.max(7, ...Object.keys(counts).map(({ length }) => length)) + 2;
  return [
    ...differences.flatMap(({ id, line, expected, found, reason }) => [
      `${id} (line ${line})`,
      ...side('expected', expected),
      ...side('found', found),
      `  ${'reason'.padEnd(9)} ${reason}`,
      '',
    ]),
    ...unreadable.map(({ line, message }) => `Line ${line}: ${message}`),
    ...(unreadable.length === 0 ? [] : ['']),
    `${'Outcome'.padEnd(width)}  Cases  Agree`,
    ...Object.entries(counts).map(
      ([outcome, count]) =>
        `${outcome.padEnd(width)}  ${String(count.cases).padStart(5)}  ${String(count.agree).padStart(5)}`,
    ),
    '',
    `${cases - differences.length} of ${cases} cases agree.`,
  ];
}
