import type { EdgeCase } from '../edge-case.ts';
import { fileCases } from './files.ts';
import { idCases } from './ids.ts';
import { modelCases } from './models.ts';
import { sizeCases } from './sizes.ts';
import { trainingCases } from './training.ts';
import { valueCases } from './values.ts';

export interface CaseGroup {
  readonly title: string;
  readonly cases: readonly EdgeCase[];
}

export const edgeCases: readonly CaseGroup[] = [
  { title: 'Files', cases: fileCases },
  { title: 'Identifiers', cases: idCases },
  { title: 'Values', cases: valueCases },
  { title: 'Sizes', cases: sizeCases },
  { title: 'Models and options', cases: modelCases },
  { title: 'Training', cases: trainingCases },
];
