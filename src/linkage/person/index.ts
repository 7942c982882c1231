export type { RuleChoice } from './choose-rules.ts';
export { type PersonModel, type PersonModelOptions, personModel } from './person-model.ts';
export { type PersonRole, personRoles, type RoleColumn } from './person-roles.ts';
export { type ColumnSample, type ColumnsRead, readPersonColumns, sampleColumns } from './read-columns.ts';
export type { ChosenRule } from './take-rules.ts';
