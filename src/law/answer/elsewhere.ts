import { resolveBody } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import { type Neighbour, neighbours } from '../laws.ts';
import { type Context, sectionWords } from './context.ts';
import { capital, type Draft, line, spare } from './line.ts';

/** Another power of Part 5 that fits better, and why it might. */
export function redirectOf({ assessment, facts, law, purpose }: Context): readonly Draft[] {
  const other = law.powers.get(assessment.redirect ?? '');
  const why = other?.purposes?.includes(facts.purpose ?? '') ? `: it takes in shares ${purpose}` : '';
  return other === undefined
    ? []
    : [
        line(`${capital(sectionWords(other))} may fit${why}.`, other.citation),
        line(`${other.description} Ask again under that power.`),
      ];
}

/** How long such shares have taken. */
export function howLongOf({ power, assessment, facts, objective }: Context): readonly Draft[] {
  if (power?.howLong === undefined || facts.laterUse !== undefined) return [];
  const noObjective = power.schedule === 4 && objective === undefined;
  if (!timed.has(assessment.outcome) && !noObjective) return [];
  const wanted = noObjective ? 'new-objective' : 'existing-objective';
  return power.howLong.flatMap(({ text, source, for: of = wanted }) =>
    text
      .split(/(?<=\.) (?=[A-Z])/)
      .map((sentence, at) =>
        at === 0 && of === wanted ? line(`${sentence} Source: ${source}.`) : spare(6, sentence),
      ),
  );
}

export function overseenOf({ power, assessment }: Context, before: string): readonly Draft[] {
  if (power === undefined || assessment.outcome === 'offence') return [];
  return [spare(3, `${before}${power.oversight}.`)];
}

const careWords: Readonly<Record<string, readonly string[]>> = {
  health: ['health'],
  'adult-social-care': ['adult-social-care'],
};

/** The subjects of health and care that a question touches: a body on either side, or what is asked for. */
function careOf({ facts, law }: Context): readonly string[] {
  const bodies = [facts.from, facts.to].flatMap((one) => {
    const { kinds, classes } = resolveBody(one, law);
    return kinds.includes('health') || classes.includes('sos-dhsc') ? ['health'] : [];
  });
  const asked = [facts.data?.heldFor ?? '', ...(facts.data?.categories ?? [])].flatMap(
    (one) => careWords[one] ?? [],
  );
  return [...new Set([...bodies, ...asked])];
}

/** For health and care: the way there is, not only that there is none here. */
export function healthOf(context: Context): readonly Draft[] {
  const { power, assessment } = context;
  const care = careOf(context);
  if (care.length === 0 || power === undefined || !routed.has(assessment.outcome)) return [];
  const bodyBars = assessment.outcome === 'no-gateway';
  const routes = routesOf(context, care);
  return [
    ...(bodyBars && fromHealth(context) ? [spare(3, power.health)] : []),
    ...routes.map((one, at) => pointer(one, at === 0 ? 1 : 3)),
  ];
}

const fromHealth = ({ facts, law }: Context): boolean =>
  [facts.from, facts.to].some((one) => resolveBody(one, law).kinds.includes('health'));

const routed: ReadonlySet<string> = new Set(['gateway', 'no-gateway', 'escalate', 'unknown', 'not-ready']);

function routesOf(context: Context, care: readonly string[]): readonly Neighbour[] {
  const { purpose } = context.facts;
  const purposes = [purpose ?? '', ...(purpose?.startsWith('research') ? ['research'] : ['casework'])];
  return neighbours
    .filter(({ subjects }) => subjects?.some((one) => care.includes(one)))
    .filter(({ helpsWith }) => helpsWith.some((one) => purposes.includes(one)))
    .filter((one) => canGive(one, context))
    .filter((one) => holdsIn(one, context.facts))
    .sort((a, b) => Number(b.citation === 'common law') - Number(a.citation === 'common law'))
    .slice(0, 2);
}

const timed: ReadonlySet<string> = new Set(['gateway', 'not-ready', 'unknown']);

/** Powers outside Part 5 that help with the purpose: at most three, as pointers. */
export function neighboursOf(context: Context): readonly Draft[] {
  const { facts, assessment } = context;
  if (!routed.has(assessment.outcome) && assessment.outcome !== 'consent-only') return [];
  const shown = new Set(healthShown(context));
  const later = { safeguarding: 'safeguarding', 'crime-asb-prevention': 'crime-prevention' } as Readonly<
    Record<string, string>
  >;
  const purpose = facts.laterUse === undefined ? facts.purpose : later[facts.laterUse.ground ?? ''];
  if (purpose === undefined) return [];
  const cares = careOf(context);
  return neighbours
    .filter(({ id, helpsWith }) => helpsWith.includes(purpose) && !shown.has(id))
    .filter((one) => canGive(one, context))
    .filter((one) => holdsIn(one, facts))
    .filter(
      ({ subjects }) =>
        subjects?.every((one) => cares.includes(one) || (one === 'children' && isChild(facts))) ?? true,
    )
    .slice(0, 3)
    .map((one, at) => pointer(one, 4 + at));
}

/** Whether the neighbour is a power of the one who would give it. */
function canGive({ from, to }: Neighbour, { facts, law }: Context): boolean {
  const fits = (body: Facts['from'], wanted: readonly string[] | undefined) => {
    const { classes, kinds } = resolveBody(body, law);
    return wanted === undefined || [...classes, ...kinds].some((one) => wanted.includes(one));
  };
  const giver = facts.laterUse === undefined ? facts.from : facts.to;
  const taker =
    facts.laterUse === undefined
      ? facts.to
      : facts.laterUse.toClass === undefined
        ? undefined
        : { class: facts.laterUse.toClass };
  return fits(giver, from) && fits(taker, to);
}

const healthShown = (context: Context): readonly string[] =>
  careOf(context).length === 0 ? [] : routesOf(context, careOf(context)).map(({ id }) => id);

function pointer({ title, citation, note, verified }: Neighbour, rank: number): Draft {
  const mark = verified ? '' : ' Pointer, not verified.';
  return {
    text: `${title}. ${note}${mark}`,
    short: `${title}.${mark}`,
    citations: citation === 'common law' ? [] : [citation],
    spare: rank,
  };
}

const nations = { E: 'England', W: 'Wales', S: 'Scotland', NI: 'Northern Ireland' } as const;

/** Whether a neighbour may hold in the nation asked about; one that was not checked is not left out. */
const holdsIn = ({ territory }: Neighbour, facts: Facts): boolean =>
  facts.territory === undefined ||
  territory.includes(nations[facts.territory]) ||
  /United Kingdom|^Not checked/.test(territory);

const isChild = ({ factors, data }: Facts): boolean =>
  factors?.some(
    ({ id, age }) => id === 'child-in-need' || id === 'irregular-school-attendance' || (age ?? 18) < 18,
  ) === true ||
  data?.categories?.some(
    (one) => one.startsWith('child') || one.startsWith('school') || one === 'education-record',
  ) === true;
