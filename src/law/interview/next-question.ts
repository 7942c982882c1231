import { assess } from '../assess.ts';
import { type Assessment, permissiveness } from '../assessment.ts';
import { resolveBody } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import type { LawData, Power } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import type { Answer, Ask } from './ask.ts';
import { askAt, asksFor, orderOf } from './asks.ts';
import { factAt, withFact, withFacts } from './fact-paths.ts';
import { readinessAsk } from './readiness-asks.ts';
import { researchAsk } from './research-asks.ts';
import { withAnswer } from './with-answer.ts';

/** Paths on which no more is to be asked. */
export type DontKnow = ReadonlySet<string>;

/**
 * The next question that still matters, or nothing when no answer that could be had changes the outcome. First what is
 * wanted, who to whom, when and where; then, for the powers that these leave open, the fact that settles the most of
 * them; then what decides the rest of an answer; and the steps of the code of practice once there is a gateway.
 */
export function nextQuestion(facts: Facts, dontKnow: DontKnow, law: LawData): Ask | undefined {
  const later = facts.laterUse !== undefined;
  if (later && facts.power === undefined) return unless(dontKnow, askAt('power', facts, law));
  const tried = candidates(facts, law).map((power) => tryPower(power, facts, dontKnow, law));
  const open = tried.filter(
    ({ asks, outcome, barred }) => outcome === 'unknown' && asks.length > 0 && !barred,
  );
  const first = open.flatMap(({ asks }) => asks.filter(({ path }) => isFirst(path)));
  if (first.length > 0) return earliest(withRecipient(first, facts, dontKnow, law));
  const allowed = tried.some(({ outcome }) => permissiveness[outcome] > 1);
  const mattering = allowed ? open.filter(({ power }) => power.kind !== 'permissive') : open;
  return (
    (allowed ? undefined : capacityAsk(facts, dontKnow, law)) ??
    bestOf(mattering, facts) ??
    followOn(facts, dontKnow, law) ??
    (later ? undefined : readiness(facts, dontKnow, law))
  );
}

const unless = (dontKnow: DontKnow, ask: Ask | undefined): Ask | undefined =>
  ask === undefined || dontKnow.has(ask.path) ? undefined : ask;

const candidates = ({ power }: Facts, { powers }: LawData): readonly Power[] =>
  power === undefined ? powers : powers.filter(({ id }) => id === power);

interface Tried {
  readonly power: Power;
  readonly law: LawData;
  readonly outcome: Assessment['outcome'];
  /** What can still be asked about it. */
  readonly asks: readonly Ask[];
  /** What it turns on can't be had: who, when, where, or for what. */
  readonly barred: boolean;
  /** The purpose given is this power's. */
  readonly purposeFits: boolean;
}

function tryPower(power: Power, facts: Facts, dontKnow: DontKnow, law: LawData): Tried {
  const alone = lawOf(power, law);
  const { outcome, missing, trace } = assess(facts, alone);
  const together = researchAsk(missing);
  const found = missing.map((fact) => ({
    fact,
    ask: together?.choices.some(({ path }) => path === fact)
      ? (unless(dontKnow, askAt('subjects', facts, law)) ?? unless(dontKnow, together))
      : askFor(fact, facts, dontKnow, law),
  }));
  return {
    power,
    law: alone,
    outcome,
    asks: found.flatMap(({ ask }) => ask ?? []),
    barred: found.some(({ fact, ask }) => ask === undefined && isFirst(fact)),
    purposeFits: trace.some(({ rule, met }) => rule === 'purpose' && met === true),
  };
}

/** Law data with one power, so that an answer is for that power and quick to find. */
function lawOf(power: Power, law: LawData): LawData {
  const known = kept.get(law) ?? new Map<string, LawData>();
  kept.set(law, known);
  const alone = known.get(power.id) ?? { ...law, powers: [power] };
  known.set(power.id, alone);
  return alone;
}
const kept = new WeakMap<LawData, Map<string, LawData>>();

function askFor(missing: string, facts: Facts, dontKnow: DontKnow, law: LawData): Ask | undefined {
  for (const path of asksFor(missing)) {
    const ask = unless(dontKnow, askAt(path, facts, law));
    if (ask !== undefined) return ask;
  }
  return undefined;
}

/** What everything else turns on. */
const isFirst = (path: string): boolean =>
  /^(purpose|objective|power|on|territory|(from|to)(\.(class|of))?)$/.test(path);

/** People expect to be asked who receives it, also where the law does not mind. */
function withRecipient(asks: readonly Ask[], facts: Facts, dontKnow: DontKnow, law: LawData): readonly Ask[] {
  const ask = facts.laterUse === undefined ? unless(dontKnow, askAt('to', facts, law)) : undefined;
  return ask === undefined ? asks : [...asks, ask];
}

const earliest = (asks: readonly Ask[]): Ask | undefined =>
  [...asks].sort((a, b) => orderOf(a.path) - orderOf(b.path))[0];

/**
 * A private body may count as one that provides services to a public body. Asked where a power would then be open
 * that is closed to it otherwise.
 */
function capacityAsk(facts: Facts, dontKnow: DontKnow, law: LawData): Ask | undefined {
  const index = indexOf(law);
  for (const side of ['from', 'to'] as const) {
    const { kinds } = resolveBody(facts[side], index);
    const ask = unless(dontKnow, askAt(`${side}.capacity`, facts, law));
    if (ask === undefined || kinds.length === 0 || kinds.some((kind) => kind !== 'private')) continue;
    const asProvider = withFact(facts, ask.path, 'provider-to');
    const opens = candidates(facts, law).some(
      (power) => power.schedule !== undefined && assess(asProvider, lawOf(power, law)).outcome === 'unknown',
    );
    if (opens) return ask;
  }
  return undefined;
}

/** The fact that, over its possible answers, settles the most of the powers that fit the purpose best. */
function bestOf(open: readonly Tried[], facts: Facts): Ask | undefined {
  const fitting = open.filter(({ purposeFits }) => purposeFits);
  const group = fitting.length > 0 ? fitting : open;
  const asks = new Map(group.flatMap((one) => one.asks.map((ask) => [ask.path, ask] as const)));
  const scored = [...asks.values()].map((ask) => ({ ask, settles: settled(ask, facts, group) }));
  return scored.sort((a, b) => b.settles - a.settles || orderOf(a.ask.path) - orderOf(b.ask.path))[0]?.ask;
}

/** How many powers an answer settles, on average over the answers. */
function settled(ask: Ask, facts: Facts, group: readonly Tried[]): number {
  const answers = samples(ask);
  const of = (answer: Answer): number => {
    const then = withAnswer(facts, ask, answer);
    return group.filter(({ law }) => assess(then, law).outcome !== 'unknown').length;
  };
  return answers.reduce((sum, answer) => sum + of(answer), 0) / Math.max(1, answers.length);
}

/** The answers there are to a list; to other questions none is like another. */
function samples(ask: Ask): readonly Answer[] {
  if (ask.kind === 'choice') return ask.choices.map((choice) => ({ kind: 'choice', choice }));
  if (ask.kind === 'several') return [[], ask.choices].map((chosen) => ({ kind: 'several', chosen }));
  return [];
}

type FollowOn = readonly [path: string, beside: Readonly<Record<string, unknown>>];

/** Facts that no rule calls missing, and that can change an answer; with what an answer needs beside it to do so. */
const laterFollowOns: readonly FollowOn[] = [
  ['laterUse.ground', {}],
  ['data.identifiable', {}],
  ['laterUse.toClass', {}],
  ['laterUse.revenueConsent', {}],
  ['laterUse.done', { 'laterUse.stateOfMind': 'knew' }],
  ['laterUse.stateOfMind', {}],
];
const followOns: readonly FollowOn[] = [
  ['conditions.revenueConsent', {}],
  ['conditions.statistics.reply', {}],
  ['conditions.statistics.complied', { 'conditions.statistics.reasonableExcuse': false }],
  ['conditions.statistics.reasonableExcuse', {}],
];

function followOn(facts: Facts, dontKnow: DontKnow, law: LawData): Ask | undefined {
  const { outcome } = assess(facts, law);
  for (const [path, beside] of facts.laterUse === undefined ? followOns : laterFollowOns) {
    const ask = unless(dontKnow, askAt(path, facts, law));
    if (ask === undefined || Object.keys(beside).some((other) => factAt(facts, other) !== undefined))
      continue;
    const changes = samples(ask).some(
      (answer) => assess(withFacts(withAnswer(facts, ask, answer), beside), law).outcome !== outcome,
    );
    if (changes) return ask;
  }
  return undefined;
}

/** Once there is a gateway: what the power's code of practice asks for. */
function readiness(facts: Facts, dontKnow: DontKnow, law: LawData): Ask | undefined {
  const { outcome, power } = assess(facts, law);
  if (outcome !== 'gateway' && outcome !== 'not-ready') return undefined;
  const steps = indexOf(law).powers.get(power ?? '')?.code?.steps ?? [];
  const pilot = steps.includes('pilot')
    ? unless(dontKnow, askAt('readiness.pilot.status', facts, law))
    : undefined;
  if (pilot !== undefined) return pilot;
  const ends = unless(dontKnow, askAt('readiness.pilot.ends', facts, law));
  if (facts.readiness?.pilot?.status === 'approved' && steps.includes('pilot') && ends !== undefined)
    return ends;
  return unless(dontKnow, readinessAsk(facts, steps));
}
