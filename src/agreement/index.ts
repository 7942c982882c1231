export { assessFlows, type FlowAssessment, requireLawfulFlows } from './assess-flows.ts';
export { type Bundle, makeBundle, readBundle, type VerifiedAgreement, verifyBundle } from './bundle.ts';
export { agreementBytes, type Compiled, compile, type Digests, problemsOf } from './compile.ts';
export { firstPart } from './english/index.ts';
export {
  type Actor,
  type Command,
  lifeCyclePage,
  nextState,
  type State,
  states,
  type Transition,
  transitions,
} from './life-cycle.ts';
export { type NewAgreementOptions, newAgreement } from './new-agreement.ts';
export { MOST_BYTES, parseAgreement, readAgreement } from './read-agreement.ts';
export type * from './rule.ts';
export { evaluateRule, type Lookup, type RuleTrace, type RuleValue } from './rules/evaluate-rule.ts';
export type * from './run-plan.ts';
export { type Agreement, agreementJsonSchema, agreementSchema } from './schema.ts';
export { recompileAndCompare, signingStatement } from './signing-statement.ts';
