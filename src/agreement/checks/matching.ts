import { type Problem, problem } from '#kernel';
import { whyTooWide } from '#linkage';
import { type Context, clauses } from './context.ts';

/** The model can be run, what is compared is fed by both sides, and review is whole or absent. */
export function checkMatching(context: Context): Problem[] {
  const tooWide = whyTooWide(context.agreement.matching.model);
  return [
    ...tooWide.map((one) => ({ ...one, clause: 'matching.model' })),
    ...modelFields(context),
    ...review(context),
  ];
}

function modelFields({ agreement }: Context): Problem[] {
  const { model } = agreement.matching;
  return clauses(agreement.inputs, 'inputs').flatMap(([input, at]) => {
    const fed = input.fields.flatMap(({ matchesAs }) => (matchesAs === undefined ? [] : [matchesAs]));
    const perField = clauses(input.fields, `${at}.fields`).flatMap(([field, here], i) => {
      const to = field.matchesAs;
      if (to === undefined) return [];
      const names = { input: input.name, model: to };
      if (!model.fields.some(({ name }) => name === to))
        return [
          problem('AGREEMENT_MODEL_FIELD_UNKNOWN', { ...names, field: field.name }, `${here}.matchesAs`),
        ];
      const first = input.fields.findIndex(({ matchesAs }) => matchesAs === to) === i;
      return first ? [] : [problem('AGREEMENT_MODEL_FIELD_TWICE', names, `${here}.matchesAs`)];
    });
    const unfed = model.fields
      .filter(
        ({ name, optional }) =>
          !fed.includes(name) && (optional !== true || fedBySome(agreement.inputs, name)),
      )
      .map(({ name }) => problem('AGREEMENT_MODEL_FIELD_ONE_SIDED', { model: name, input: input.name }, at));
    return [...perField, ...unfed];
  });
}

const fedBySome = (inputs: Context['agreement']['inputs'], model: string): boolean =>
  inputs.some(({ fields }) => fields.some(({ matchesAs }) => matchesAs === model));

/** Safeguard 15: review has a start, named reviewers and an output to the operator. */
function review({ agreement }: Context): Problem[] {
  const { matching, outputs } = agreement;
  const found: Problem[] = [];
  if (matching.reviewFrom !== undefined && Number(matching.threshold) <= Number(matching.reviewFrom)) {
    const { threshold, reviewFrom } = matching;
    found.push(
      problem('AGREEMENT_THRESHOLD_BELOW_REVIEW', { threshold, review: reviewFrom }, 'matching.threshold'),
    );
  }
  const given = {
    reviewFrom: matching.reviewFrom !== undefined,
    'named reviewers': (matching.review?.reviewers.length ?? 0) > 0,
    'an output of kind review': outputs.some(({ kind }) => kind === 'review'),
  };
  const missing = Object.entries(given)
    .filter(([, there]) => !there)
    .map(([what]) => what);
  const started = matching.review !== undefined || missing.length < Object.keys(given).length;
  if (started && missing.length > 0)
    found.push(problem('AGREEMENT_REVIEW_HALF', { missing: missing.join(', ') }, 'matching.review'));
  return found;
}
