import { describe, expect, it } from 'vitest';
import { problem } from '#kernel';
import type { TrainingReport } from '#linkage';
import { tellOfTraining } from './link-words.ts';

const never = (level: number) => problem('LINKAGE_TRAIN_LEVEL_NEVER_SEEN', { comparison: 'name', level });
const few = problem('LINKAGE_TRAIN_FEW_MATCHES', { matches: 3 });

/** The notes among the lines that are told of training with these findings. */
function notesOf(findings: TrainingReport['findings']): string[] {
  const lines: string[] = [];
  const trained = {
    model: { priorMatchProbability: '0.001' },
    report: { groups: [], findings },
    candidatePairs: 2,
  } as unknown as Parameters<typeof tellOfTraining>[0];
  const read = { table: { rows: 3 } } as Parameters<typeof tellOfTraining>[1];
  const out = (text: string): void => {
    lines.push(text);
  };
  tellOfTraining(trained, read, [], undefined, { out, err: out, interactive: false, ownProcess: false });
  return lines
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('Note:'));
}

describe('what is said of findings', () => {
  it('is a line each, where they are few', () => {
    expect(notesOf([never(1), never(2), few])).toEqual([
      `Note: ${never(1).message}`,
      `Note: ${never(2).message}`,
      `Note: ${few.message}`,
    ]);
  });

  it('is one line for many levels', () => {
    expect(notesOf([never(1), few, never(2), never(3)])).toEqual([
      `Note: ${few.message}`,
      'Note: 3 levels of the model were reached by no pair, or speak more for a match than the level above them. “stile link report” and --json list them.',
    ]);
  });
});
