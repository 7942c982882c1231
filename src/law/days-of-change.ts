import { addDays, type PlainDate } from '#kernel';
import type { LawData, Period } from './law-data.ts';

/** The days after `after`, up to and including `upTo`, on which something in the law data begins or no longer holds. */
export function daysOfChange(law: LawData, after: PlainDate, upTo: PlainDate): readonly PlainDate[] {
  const periods: readonly Period[] = [...law.powers, ...law.objectives, ...law.paragraphs].flatMap(
    ({ inForce }) => inForce,
  );
  const days = [
    ...periods.flatMap(({ from, to }) => (to === undefined ? [from] : [from, addDays(to, 1)])),
    ...law.powers.flatMap(({ measures = [], eligible, undertakings }) =>
      [...measures, eligible, undertakings].flatMap((one) => one?.from ?? []),
    ),
    ...law.coverage.map(({ from }) => from),
  ];
  return [...new Set(days)].filter((day) => day > after && day <= upTo).sort();
}
