import { type Problem, problem } from '#kernel';
import { assess, daysOfChange, parseFacts } from '#law';
import { lawProblems } from '../assess-flows.ts';
import { flagSource, flowsOf, planFlows, powerFor } from '../flows.ts';
import { type Context, clauses } from './context.ts';

/** Each flow has a power, the law allows it from the first day to the last, and nothing goes on that may not. */
export function checkLaw(context: Context): Problem[] {
  return [...powers(context), ...assessed(context), ...onward(context)];
}

function powers(context: Context): Problem[] {
  const flows = flowsOf(context);
  const uncovered = flows
    .filter((flow) => powerFor(context, flow) === undefined)
    .map(({ from, to, clause }) => problem('AGREEMENT_POWER_MISSING', { from: from.id, to: to.id }, clause));
  const used = new Set(flows.map((flow) => powerFor(context, flow)));
  const unused = clauses(context.agreement.powers, 'powers')
    .filter(([power]) => !used.has(power))
    .map(([power, at]) => problem('AGREEMENT_POWER_UNUSED', { power: power.power }, at));
  return [...uncovered, ...unused];
}

/** On the first day, on each day on which the law changes, and on the last. The first refusals are enough. */
function assessed(context: Context): Problem[] {
  const { start, end } = context.agreement.time;
  const plan = { flows: planFlows(context) };
  const days = end === undefined ? [start] : [start, ...daysOfChange(context.law, start, end), end];
  for (const day of days) {
    const problems = lawProblems(plan, context.law, day);
    if (problems.length > 0) return [...problems];
  }
  return [];
}

/** Safeguards 7 and 13: each onward disclosure has a ground of this chapter; revenue data need consent. */
function onward(context: Context): Problem[] {
  const { agreement, law } = context;
  const crossed = new Set(
    agreement.outputs.filter(({ kind }) => kind === 'flags').flatMap(({ fields }) => fields),
  );
  return clauses(agreement.onward, 'onward').flatMap(([one, at]) => {
    const refuse = (reason: string) => [problem('AGREEMENT_ONWARD_REFUSED', { to: one.to, reason }, at)];
    if (!one.fields.every((field) => crossed.has(field)))
      return refuse('it names a field that its sender never gets.');
    const flow = planFlows(context).find(({ to, clause }) => to === one.from && clause.startsWith('outputs'));
    if (flow === undefined) return refuse('its sender gets nothing under a power.');
    const laterUse = {
      kind: 'onward',
      ground: one.ground,
      revenueConsent: one.commissionersConsent === undefined ? 'not-asked' : 'given',
    };
    const facts = { ...flow.facts, on: agreement.time.start, laterUse };
    const source = flagSource(context);
    const { outcome, text } = assess(
      parseFacts({ ...facts, data: { ...(flow.facts['data'] as object), source } }),
      law,
    );
    return outcome === 'gateway' ? [] : refuse(text.join(' '));
  });
}
