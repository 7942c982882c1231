export { type Agreement, agreeingPairs, pairsAmong, type RowCodes, rowCodesOf } from './agreement.ts';
export {
  calibrationError,
  type Precision,
  precisionAt,
  type WeightBand,
  weightBands,
} from './calibration.ts';
export { withTrained } from './document.ts';
export type { Labels } from './fit.ts';
export {
  type JointTable,
  type LevelOdds,
  posteriorsOf,
  type Trained,
  weightsOf,
} from './parameters.ts';
export { type Shape, shapeOf } from './shape.ts';
export { type Merging, type TrainingInput, train } from './train.ts';
export type { GroupReport, TrainingReport } from './training-report.ts';
