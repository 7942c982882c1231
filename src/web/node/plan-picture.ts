import type { OutputStep, PrepareStep, RunPlan } from '#agreement';
import type { FlowCard, FlowDiagram, FlowItem, FlowKind } from '#web/kit';
import { fieldsOfRule } from './rule-fields.ts';
import { listed } from './words.ts';

/** The picture of a run plan, and the same facts as rows for the table under it. */
export interface PlanPicture {
  readonly diagram: FlowDiagram;
  readonly rows: readonly PictureRow[];
}

/** What becomes of one field of one extract. */
export interface PictureRow {
  /** The organisations whose extracts have this field. */
  readonly holders: readonly string[];
  readonly field: string;
  /** What is done to it before anything leaves. */
  readonly prepared: readonly string[];
  /** The sealed columns that leave its holder; none when the field stays. */
  readonly leaves: readonly string[];
  /** No value of it leaves: it only decides who is left out, or becomes a yes or no. */
  readonly stays: boolean;
  /** Whose outputs say something that depends on it. */
  readonly reaches: readonly string[];
}

/** Draws what the plan says, no more: inputs and outputs that are alike but for their party share one card. */
export function pictureOf(plan: RunPlan): PlanPicture {
  const groups = alike(plan.prepare, ({ side, fields, exclusions, facts, sealed }) =>
    JSON.stringify([
      side,
      fields.map(({ name, uses, matchesAs }) => [name, uses, matchesAs]),
      exclusions.map(({ reason, when }) => [reason, when]),
      facts.map(({ rule }) => rule),
      sealed,
    ]),
  );
  const operator = nameOf(plan, plan.operation.operator);
  // Outputs of the link stand above those of the flags, as the two steps do, so that their lines do not cross.
  const ordered = [...plan.outputs].sort((a, b) => Number(comesFromFlags(a)) - Number(comesFromFlags(b)));
  const outputs = alike(ordered, ({ kind, columns, input }) =>
    JSON.stringify([kind, columns.map(({ name }) => name), input === undefined]),
  );
  const inputs = groups.map((group, band) => inputCards(plan, group, band));
  const rows = inputs.flatMap((input) => input.rows);
  const diagram: FlowDiagram = {
    title: `What each field becomes under “${plan.agreement.title}”`,
    description: describe(plan, rows, operator),
    columns: [
      { heading: 'In the extract', share: 21 },
      { heading: 'Made of it by its holder', share: 31, fence: 'Fence: only this leaves' },
      { heading: `Run by ${operator}`, share: 25, fence: 'Fence: only this leaves' },
      { heading: 'Received', share: 23 },
    ],
    cards: [
      ...inputs.flatMap(({ cards }) => cards),
      ...runCards(plan),
      ...outputs.map((group, index) => outputCard(plan, group, index)),
    ],
    links: [
      ...inputs.flatMap(({ links }) => links),
      ...plan.operation.flags.map((_, index) => ({
        from: index === 0 ? 'link' : `flag-${index - 1}`,
        to: `flag-${index}`,
        kind: 'matching' as const,
      })),
      ...outputs.flatMap(([output], index) => outputLinks(plan, output, index)),
    ],
  };
  return { diagram, rows };
}

/** Groups of items with the same key, in the order of their first. */
function alike<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const nameOf = (plan: RunPlan, party: string): string =>
  plan.parties.find(({ id }) => id === party)?.name ?? party;

const namesOf = (plan: RunPlan, parties: readonly string[]): readonly string[] => [
  ...new Set(parties.map((party) => nameOf(plan, party))),
];

interface InputDrawn {
  readonly cards: readonly FlowCard[];
  readonly links: FlowDiagram['links'];
  readonly rows: readonly PictureRow[];
}

/** Something that `prepare` makes out of fields: a sealed column, or a decision to leave rows out. */
interface Made {
  readonly item: FlowItem;
  readonly from: readonly string[];
  readonly said: string;
  readonly sealed?: string;
  /** Items of the run that it goes to; none for what stays. */
  readonly goesTo: readonly string[];
}

function inputCards(
  plan: RunPlan,
  group: readonly [PrepareStep, ...PrepareStep[]],
  band: number,
): InputDrawn {
  const [step] = group;
  const holders = namesOf(
    plan,
    group.map(({ party }) => party),
  );
  const id = (name: string) => `${band}/${name}`;
  const made = madeBy(plan, group, id);
  const order = (fields: readonly string[]) =>
    fields.reduce((sum, name) => sum + step.fields.findIndex((field) => field.name === name), 0) /
    Math.max(1, fields.length);
  const inOrder = [...made].sort((a, b) => order(a.from) - order(b.from));
  const fields = step.fields.map(
    ({ name, source }): FlowItem => ({
      id: id(`field:${name}`),
      label: name,
      ...(source === 'own' ? {} : { note: `from ${source.toUpperCase()}` }),
      kind: kindOfField(made, name),
    }),
  );
  const unnamed: FlowItem = { id: id('unnamed'), label: 'any other column', kind: 'stays' };
  const dropped: FlowItem = {
    id: id('dropped'),
    label: 'dropped when the file is read',
    kind: 'stays',
    stops: true,
  };
  return {
    cards: [
      { column: 0, band, heading: shortList(holders), items: [...fields, unnamed] },
      {
        column: 1,
        band,
        heading: holders.length === 1 ? `Inside ${holders[0]}` : 'Inside each of them',
        items: [...inOrder.map(({ item }) => item), dropped],
      },
    ],
    links: [
      ...inOrder.flatMap(({ item, from }) =>
        from.map((name) => ({ from: id(`field:${name}`), to: item.id, kind: item.kind })),
      ),
      { from: unnamed.id, to: dropped.id, kind: 'stays' },
      ...inOrder.flatMap(({ item, goesTo }) => goesTo.map((to) => ({ from: item.id, to, kind: item.kind }))),
    ],
    rows: step.fields.map(({ name }) => rowOf(plan, group, holders, made, name)),
  };
}

const shortList = (holders: readonly string[]): string =>
  holders.length > 2 ? `${holders.length} organisations, alike: ${listed(holders)}` : listed(holders);

const kindOfField = (made: readonly Made[], field: string): FlowKind =>
  made.find(({ from, item }) => from.includes(field) && item.kind !== 'stays')?.item.kind ?? 'stays';

const HOLDS = {
  reference: { said: 'Kept as it is', short: 'as it is', kind: 'reference' },
  matching: { said: 'Cleaned for matching', short: 'cleaned', kind: 'matching' },
  household: { said: 'Kept, to give one help per household', short: 'as it is', kind: 'reference' },
  preference: { said: 'Kept, to choose whom to help in a household', short: 'as it is', kind: 'reference' },
} as const;

const LEFT_OUT: Readonly<Record<string, string>> = {
  'already-helped': 'people already helped',
  'safety-marker': 'people with a safety marker',
  'opted-out': 'people who opted out',
  other: 'rows that the agreement leaves out',
};

const whyLeftOut = (reason: string): string => LEFT_OUT[reason] ?? reason;

/** The flags whose rule asks for a fact of any of these inputs. */
const flagsUsing = (plan: RunPlan, group: readonly PrepareStep[], fact: string): readonly string[] =>
  plan.operation.flags.flatMap(({ rule }, index) =>
    fieldsOfRule(rule).some((name) => group.some(({ input }) => name === `${input}.${fact}`))
      ? [`flag-${index}`]
      : [],
  );

function madeBy(
  plan: RunPlan,
  group: readonly [PrepareStep, ...PrepareStep[]],
  id: (name: string) => string,
): readonly Made[] {
  const [step] = group;
  const columns = step.sealed.map((column): Made => {
    // A preference may be a fact too: then its fields stay behind, as those of any fact do.
    const fact = step.facts.find(({ name }) => name === column.from);
    if (column.holds === 'fact' || fact !== undefined) {
      const from = fact === undefined ? [] : fieldsOfRule(fact.rule);
      return {
        item: {
          id: id(column.name),
          label: `${column.name}: only a yes or no`,
          kind: 'fact',
        },
        from,
        said: `Turned into a yes or no (${column.name})`,
        sealed: column.name,
        goesTo: column.holds === 'fact' ? flagsUsing(plan, group, column.name) : ['link'],
      };
    }
    const { said, short, kind } = HOLDS[column.holds];
    return {
      item: { id: id(column.name), label: `${column.name}: ${short}`, kind },
      from: [column.from],
      said,
      sealed: column.name,
      goesTo: ['link'],
    };
  });
  const exclusions = step.exclusions.map(
    ({ reason, when }, index): Made => ({
      item: {
        id: id(`exclusion-${index}`),
        label: `row left out: ${whyLeftOut(reason)}`,
        kind: 'stays',
        stops: true,
      },
      from: fieldsOfRule(when),
      said: `Used to leave out ${whyLeftOut(reason)}`,
      goesTo: [],
    }),
  );
  return [...columns, ...exclusions];
}

function runCards(plan: RunPlan): readonly FlowCard[] {
  const [link] = plan.link;
  const compared = plan.prepare
    .find(({ input }) => input === link?.people)
    ?.sealed.filter(({ holds }) => holds === 'matching').length;
  const household = plan.operation.oneHelpPerHousehold === undefined ? [] : ['One help per household.'];
  return [
    {
      column: 2,
      heading: 'Link',
      items: [
        {
          id: 'link',
          label: 'Find the same person',
          note: `${compared ?? 0} fields compared; counts from match weight ${link?.threshold ?? ''}${
            link?.reviewFrom === undefined ? '' : `; a person looks at pairs from ${link.reviewFrom}`
          }`,
          kind: 'matching',
        },
      ],
    },
    {
      column: 2,
      heading: 'Flag',
      items: plan.operation.flags.map(({ name, meaning }, index) => ({
        id: `flag-${index}`,
        label: `${name}: yes or no`,
        note: [meaning, ...household].join(' '),
        kind: 'fact' as const,
      })),
    },
    {
      column: 2,
      heading: 'Then destroyed here',
      items: [
        {
          id: 'destroyed',
          label: 'What was sealed in, and who matched whom',
          note: 'Held in memory only, and gone when the run ends',
          kind: 'stays',
          stops: true,
        },
      ],
    },
  ];
}

const OUTPUT_SAID: Readonly<Record<OutputStep['kind'], string>> = {
  flags: 'a row for each reference it sent',
  results: 'matched or not, for its own people who qualify',
  review: 'doubtful pairs, for named reviewers',
  counts: 'rounded counts only',
};

const kindOfOutput = (kind: OutputStep['kind']): FlowKind =>
  kind === 'flags' ? 'fact' : kind === 'counts' ? 'reference' : 'matching';

function outputCard(plan: RunPlan, group: readonly [OutputStep, ...OutputStep[]], index: number): FlowCard {
  const [output] = group;
  const recipients = namesOf(
    plan,
    group.map(({ to }) => to),
  );
  return {
    column: 3,
    heading: shortList(recipients),
    items: [
      {
        id: `output-${index}`,
        label: output.columns.map(({ name }) => name).join(', '),
        note: OUTPUT_SAID[output.kind],
        kind: kindOfOutput(output.kind),
      },
    ],
  };
}

/** Review packets hold pairs that the link could not settle; everything else is known after the flags. */
const comesFromFlags = ({ kind }: OutputStep): boolean => kind !== 'review';

const outputLinks = (plan: RunPlan, output: OutputStep, index: number): FlowDiagram['links'] =>
  (comesFromFlags(output) ? plan.operation.flags.map((_, flag) => `flag-${flag}`) : ['link']).map((from) => ({
    from,
    to: `output-${index}`,
    kind: kindOfOutput(output.kind),
  }));

function rowOf(
  plan: RunPlan,
  group: readonly PrepareStep[],
  holders: readonly string[],
  made: readonly Made[],
  field: string,
): PictureRow {
  const mine = made.filter(({ from }) => from.includes(field));
  const leaves = mine.flatMap(({ sealed }) => (sealed === undefined ? [] : [sealed]));
  const inputs = group.map(({ input }) => input);
  const isReference = mine.some(({ item, sealed }) => sealed === 'reference' && item.kind === 'reference');
  const matches = mine.some(({ item }) => item.kind === 'matching');
  const decides = mine.some(({ goesTo }) => goesTo.some((id) => id.startsWith('flag-')));
  const reached = plan.outputs.filter(({ kind, input }) => {
    if (isReference) return input !== undefined && inputs.includes(input);
    if (kind === 'flags') return true;
    return kind === 'results' ? matches || decides : kind === 'review' && matches;
  });
  return {
    holders,
    field,
    prepared: mine.map(({ said }) => said),
    leaves,
    stays: mine.every(({ item }) => item.kind === 'stays' || item.kind === 'fact'),
    reaches:
      leaves.length === 0
        ? []
        : namesOf(
            plan,
            reached.map(({ to }) => to),
          ),
  };
}

/** One paragraph that a person who can't see the picture is read. */
function describe(plan: RunPlan, rows: readonly PictureRow[], operator: string): string {
  const stays = rows.filter(({ stays: whole }) => whole).map(({ field }) => field);
  const recipients = namesOf(
    plan,
    plan.outputs.filter(({ kind }) => kind === 'flags').map(({ to }) => to),
  );
  return [
    `Extracts of ${listed(
      namesOf(
        plan,
        plan.prepare.map(({ party }) => party),
      ),
    )} flow from left to right.`,
    `Each holder prepares its own extract; only sealed columns cross the first fence, to ${operator}.`,
    stays.length === 0 ? '' : `The values of these fields stop there: ${listed(stays)}.`,
    `${operator} finds the same person and works out the flags; only outputs cross the second fence.`,
    recipients.length === 0 ? '' : `${listed(recipients)} receive their own references with yes or no.`,
    'The table under the picture gives the same facts.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
