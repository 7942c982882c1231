export * from './bytes.ts';
export { canonicalise, type JsonValue } from './canonical-json.ts';
export * from './dates.ts';
export * from './digest.ts';
export { catalogue, type ErrorCode } from './errors/catalogue.ts';
export type { ErrorEntry, ExitCode } from './errors/define.ts';
export {
  fail,
  isStileError,
  type Problem,
  type ProblemContext,
  problem,
  StileError,
} from './errors/stile-error.ts';
export { grouped } from './grouped.ts';
export { issuesText, schemas } from './schema.ts';
export { parseStrict, parseStrictOr } from './strict-json.ts';
export {
  decodeThrift,
  encodeThrift,
  pushVarint,
  type Thrift,
  type ThriftRead,
  type ThriftStruct,
} from './thrift-compact.ts';
