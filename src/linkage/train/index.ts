export { type Agreement, agreeingPairs, pairsAmong, type RowCodes, rowCodesOf } from './agreement.ts';
export {
  calibrationError,
  type Precision,
  precisionAt,
  type WeightBand,
  weightBands,
} from './calibration.ts';
export { withTrained } from './document.ts';
export type { Session } from './em.ts';
export {
  type JointTable,
  type LevelOdds,
  posteriorsOf,
  probabilityOf,
  type Trained,
  weightsOf,
} from './parameters.ts';
export { type Shape, shapeOf } from './shape.ts';
export {
  type GroupReport,
  type Labels,
  type Merging,
  type TrainingInput,
  type TrainingReport,
  train,
} from './train.ts';
