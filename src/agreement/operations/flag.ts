import type { Context } from '../checks/context.ts';
import type { Output } from '../schema.ts';

export interface OutputColumn {
  readonly name: string;
  readonly holds: 'reference' | 'flag' | 'result' | 'weight' | 'matching' | 'count';
}

/**
 * The columns of an output of `flag`, by kind. `flags`: the recipient's own reference and one yes or no for each flag.
 * `results`: the discloser's own reference and `matched`, `unmatched` or `review`. `review`: both references, the
 * weight, and both sides of what was compared. `counts`: rows read and released.
 */
export function outputColumns({ agreement, input }: Context, output: Output): readonly OutputColumn[] {
  const own = input(output.input ?? '')?.fields.find(({ type }) => type === 'reference')?.name ?? 'reference';
  const reference = { name: own, holds: 'reference' } as const;
  switch (output.kind) {
    case 'flags':
      return [reference, ...agreement.operation.flags.map(({ name }) => ({ name, holds: 'flag' as const }))];
    case 'results':
      return [reference, { name: 'result', holds: 'result' }];
    case 'review':
      return [
        { name: 'people_reference', holds: 'reference' },
        { name: 'customers_reference', holds: 'reference' },
        { name: 'match_weight', holds: 'weight' },
        ...agreement.matching.model.fields.flatMap(({ name }) => [
          { name: `people_${name}`, holds: 'matching' as const },
          { name: `customers_${name}`, holds: 'matching' as const },
        ]),
      ];
    case 'counts':
      return [
        { name: 'read', holds: 'count' },
        { name: 'released', holds: 'count' },
      ];
  }
}

/** The most rows that an output may have. */
export function outputRows({ agreement, input }: Context, output: Output): number {
  if (output.kind === 'counts') return 1;
  if (output.kind === 'review') return agreement.matching.review?.maximumCases ?? 0;
  return input(output.input ?? '')?.maximumRows ?? 0;
}
