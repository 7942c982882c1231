// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { Part, RuleShape, Shape } from './shape.ts';

/** What rows agree on at the levels of a cell, comparison by comparison; `undefined` where it is not said. */
export const agreedParts = (
  shape: Shape,
  members: readonly number[],
  strides: readonly number[],
  cell: number,
): (readonly Part[] | undefined)[] =>
  members.map((c, k) => {
    const one = shape.comparisons[c]!;
    return one.agreements[Math.floor(cell / strides[k]!) % one.levels];
  });

const implied = (parts: readonly Part[] | undefined, { field, key, impliedBy }: RuleShape['parts'][number]) =>
  parts?.some(
    (part) =>
      (part.field === field && part.key === key) ||
      (part.key === 'whole' && key !== 'rare-tokens' && impliedBy.includes(part.field)),
  ) ?? false;

/** Whether some rule gives every pair that agrees so. A key of rare words, or of two fields, may leave out rows that agree. */
export const isCovered = (shape: Shape, agreed: readonly (readonly Part[] | undefined)[]): boolean =>
  shape.rules.some(({ parts }) =>
    parts.every(
      (key) =>
        key.atMost === undefined && key.with === undefined && agreed.some((part) => implied(part, key)),
    ),
  );
