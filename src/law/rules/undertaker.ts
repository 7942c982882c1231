import type { Power } from '../law-data.ts';
import type { Question } from '../rule.ts';

/** In which area the water or sewerage undertaker of a question works, as far as is known. */
export function undertakerArea({ facts, from, to }: Question, power: Power): string | undefined {
  const said = facts.conditions?.water?.undertakerArea;
  if (said !== undefined) return said;
  const classes = [...from.classes, ...to.classes];
  return power.undertakers?.find(({ class: one }) => classes.includes(one))?.area;
}
