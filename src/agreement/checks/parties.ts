import { type Problem, problem } from '#kernel';
import type { Role } from '../run-plan.ts';
import type { Party } from '../schema.ts';
import { type Context, clauses } from './context.ts';

/** Who may do what: roles, the operator, bases, notices, and who may stop it all. */
export function checkParties(context: Context): Problem[] {
  return [
    ...bodies(context),
    ...operator(context),
    ...parts(context),
    ...basesAndNotices(context),
    ...suspenders(context),
  ];
}

/** A mistyped organisation would otherwise pass as a body of its class. */
const bodies = ({ agreement, law }: Context): Problem[] =>
  clauses(agreement.parties, 'parties').flatMap(([{ id, body }, at]) => {
    const unknown = [
      law.organisations.some((one) => one.id === body.organisation) ? undefined : body.organisation,
      law.classes.some((one) => one.id === body.class) ? undefined : body.class,
    ].filter((name) => name !== undefined);
    return unknown.map((name) => problem('AGREEMENT_BODY_UNKNOWN', { body: name, party: id }, `${at}.body`));
  });

/** Safeguard 1: the recipient of a flag never operates; an operator is a people discloser or its processor. */
function operator({ agreement, operator: party, input }: Context): Problem[] {
  if (party === undefined) return [];
  const at = 'matching.operator';
  const getsFlags = agreement.outputs.some((output) => output.kind === 'flags' && output.to === party.id);
  if (getsFlags || party.roles.includes('recipient'))
    return [problem('AGREEMENT_OPERATOR_IS_RECIPIENT', { party: party.id }, at)];
  const disclosers = agreement.operation.people.map((name) => input(name)?.party);
  const allowed =
    disclosers.includes(party.id) || (isProcessor(party) && disclosers.includes(party.contract?.with));
  return allowed ? [] : [problem('AGREEMENT_OPERATOR_OUTSIDE', { party: party.id }, at)];
}

export const isProcessor = (party: Party): boolean =>
  party.roles.includes('processor') && party.contract !== undefined;

/** Each role has a part in the share, and each part a role. */
function parts({ agreement, party: find }: Context): Problem[] {
  const doers: readonly (readonly [Role, string, string])[] = [
    ...clauses(agreement.inputs, 'inputs').map(
      ([one, at]) => ['discloser', one.party, `${at}.party`] as const,
    ),
    ...clauses(agreement.outputs, 'outputs')
      .filter(([{ kind }]) => kind === 'flags')
      .map(([one, at]) => ['recipient', one.to, `${at}.to`] as const),
    ...clauses(agreement.outputs, 'outputs')
      .filter(([{ kind }]) => kind === 'counts')
      .map(([one, at]) => ['scheme-administrator', one.to, `${at}.to`] as const),
    ['operator', agreement.matching.operator, 'matching.operator'],
  ];
  const without = doers
    .filter(([role, id]) => find(id)?.roles.includes(role) === false)
    .map(([role, party, at]) => problem('AGREEMENT_PARTY_WITHOUT_ROLE', { party, role }, at));
  const idle = clauses(agreement.parties, 'parties').flatMap(([party, at]) =>
    party.roles
      .filter((role) => !doers.some(([done, id]) => done === role && id === party.id))
      .filter((role) => role !== 'joint-controller' && (role !== 'processor' || !isProcessor(party)))
      .map((role) => problem('AGREEMENT_PARTY_WITHOUT_PART', { party: party.id, role }, `${at}.roles`)),
  );
  return [...without, ...idle];
}

/** UK GDPR article 6 for every controller, articles 13 and 14 for everyone who gives or gets data. */
function basesAndNotices({ agreement }: Context): Problem[] {
  const { lawfulBasis, privacyNotices } = agreement.dataProtection;
  return agreement.parties.flatMap(({ id, roles }) => [
    ...(roles.every(
      (role) => role === 'processor' || role === 'operator' || role === 'scheme-administrator',
    ) || lawfulBasis.some(({ party }) => party === id)
      ? []
      : [problem('AGREEMENT_BASIS_MISSING', { party: id }, 'dataProtection.lawfulBasis')]),
    ...((roles.includes('discloser') || roles.includes('recipient')) &&
    !privacyNotices.some(({ party }) => party === id)
      ? [problem('AGREEMENT_NOTICE_MISSING', { party: id }, 'dataProtection.privacyNotices')]
      : []),
  ]);
}

/** Safeguard 26: every discloser of people and the operator may stop everything. */
function suspenders({ agreement, input }: Context): Problem[] {
  const must = [
    ...agreement.operation.people.map((name) => [input(name)?.party ?? '', 'a discloser of people'] as const),
    [agreement.matching.operator, 'the operator'] as const,
  ];
  return must
    .filter(([party], i) => must.findIndex(([other]) => other === party) === i)
    .filter(([party]) => !agreement.ending.maySuspendAll.includes(party))
    .map(([party, role]) => problem('AGREEMENT_SUSPENDER_MISSING', { party, role }, 'ending.maySuspendAll'));
}
