import type { Artefact } from '../run-plan.ts';
import type { Agreement } from '../schema.ts';
import { periodWords } from './words.ts';

/** What is kept, in plain words. */
export const artefactWords: Readonly<Record<Artefact, string>> = {
  'input-package': 'what parties put in',
  'intake-key': 'the key that opens what they put in',
  'output-package': 'sealed outputs',
  'opened-output': 'opened outputs',
  'result-file': 'match results',
  'review-packet': 'pairs under review',
  'answer-file': 'files for answering people’s questions',
  'return-file': 'returns',
};

const clocks = {
  'run-finished': ['when the run finishes', 'after the run finishes'],
  'output-opened': ['when the output is opened', 'after the output is opened'],
  'return-received': ['when the return arrives', 'after the return arrives'],
  'agreement-ends': ['when the agreement ends', 'after the agreement ends'],
} as const;

type Kept = Agreement['retention'][number];

/** `3 months after the output is opened`. */
export function whenDestroyed({ keepFor, clockStarts }: Pick<Kept, 'keepFor' | 'clockStarts'>): string {
  const [atOnce, after] = clocks[clockStarts];
  const length = periodWords(keepFor);
  return length === '' ? atOnce : `${length} ${after}`;
}

/** The methods of NIST SP 800-88, and destruction of the only key. */
export const methodWords: Readonly<Record<Kept['method'], string>> = {
  'crypto-erase': 'by destroying the only key',
  clear: 'by deleting and overwriting',
  purge: 'so that no laboratory can bring it back',
  destroy: 'by destroying the medium',
};
