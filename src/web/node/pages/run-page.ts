import { longDate } from '#kernel';
import {
  type Block,
  code,
  facts,
  heading,
  type Inline,
  link,
  type Page,
  paragraph,
  type Tone,
  tag,
} from '#web/kit';
import { paths, trailTo } from '../paths.ts';
import type { AgreementView, DisposalView, NodeView, RunView } from '../share-view.ts';
import { grouped, longTime, worded } from '../words.ts';
import { checksTable, verdictOf } from './checks.ts';
import { fileList, outcomeTag } from './common.ts';

/** One run: what it did, whether that can be believed, how to check it elsewhere, what was destroyed. */
export function runPage(node: NodeView, agreement: AgreementView, run: RunView, cannotShow: string): Page {
  return {
    heading: `What did run ${run.run} do, and can it be believed?`,
    caption: agreement.title,
    trail: trailTo(node, agreement),
    wide: true,
    blocks: [
      verdictOf('this run', run.verification),
      facts(
        ['Outcome', outcomeTag(run.outcome)],
        run.operator === undefined ? undefined : ['Run by', run.operator],
        run.startedAt === undefined ? undefined : ['Started', longTime(run.startedAt)],
        run.endedAt === undefined ? undefined : ['Ended', longTime(run.endedAt)],
        run.problem === undefined
          ? undefined
          : [
              'Why nothing came out',
              {
                lines: [
                  code(run.problem.code),
                  ...(run.problem.clause === undefined ? [] : [`Clause ${run.problem.clause}`]),
                ],
              },
            ],
      ),
      checksTable(run.verification),
      {
        kind: 'table',
        caption: 'What went in and came out',
        columns: [
          { text: 'Party' },
          { text: 'What' },
          { text: 'Rows, to the nearest 10', numeric: true },
          { text: 'Digest of the sealed package' },
        ],
        rows: run.counts.map(({ party, what, rows, digest }) => [party, what, grouped(rows), code(digest)]),
        empty: 'This authority has no receipt of the run, so it knows no counts.',
      },
      paragraph(
        'How many people matched is not public: it goes, sealed, to the parties that disclosed data and to the operator. Each party that sent data also gets an answer file, sealed: its own references with their results, kept to answer people who ask.',
      ),
      ...itsOwnChecks(run),
      ...disposal(run, cannotShow),
      ...checkYourself(node, agreement, run),
    ],
  };
}

const itsOwnChecks = (run: RunView): readonly Block[] =>
  run.checks.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: 'What the run checked before it opened anything',
          columns: [{ text: 'Check' }, { text: 'Result' }],
          rows: run.checks.map(({ name, ok }) => [
            worded(name),
            ok ? tag('Passed', 'good') : tag('Failed', 'bad'),
          ]),
          empty: '',
        },
      ];

const DISPOSAL: Readonly<Record<DisposalView['state'], readonly [word: string, tone: Tone]>> = {
  kept: ['Not due yet', 'neutral'],
  overdue: ['Overdue', 'bad'],
  destroyed: ['Destroyed, not checked yet', 'warning'],
  certified: ['Destroyed and checked', 'good'],
};

const disposal = (run: RunView, cannotShow: string): readonly Block[] => [
  {
    kind: 'table',
    caption: 'What must be destroyed, and has it been?',
    columns: [
      { text: 'What' },
      { text: 'Held by' },
      { text: 'Due' },
      { text: 'State' },
      { text: 'How, and by whom' },
    ],
    rows: run.disposal.map((one) => [
      worded(one.artefact),
      one.holder,
      longDate(one.due),
      tag(...DISPOSAL[one.state]),
      { lines: howDestroyed(one) },
    ]),
    empty: 'Nothing has to be destroyed here for this run.',
  },
  { kind: 'inset', content: cannotShow },
];

const howDestroyed = ({ method, destroyedOn, doneBy, checkedBy }: DisposalView): readonly Inline[] => [
  ...(method === undefined ? [] : [method]),
  ...(destroyedOn === undefined ? [] : [`Done on ${longDate(destroyedOn)}`]),
  ...(doneBy === undefined ? [] : [`Done by ${doneBy}`]),
  ...(checkedBy === undefined ? [] : [`Checked by ${checkedBy}`]),
];

function checkYourself(node: NodeView, agreement: AgreementView, run: RunView): readonly Block[] {
  if (run.files.length === 0) return [];
  return [
    heading('Check it yourself'),
    paragraph(
      'You need none of our programs and no network. Save the files below in one folder and run the commands there; each prints “Signature Verified Successfully”. Compare the key’s fingerprint with what its owner tells you by telephone.',
    ),
    ...(run.commands.length === 0
      ? []
      : [{ kind: 'commands', label: 'Commands for OpenSSL 3', lines: run.commands } as const]),
    ...(run.proof === undefined
      ? []
      : [
          paragraph(
            `The receipt is in entry ${grouped(run.proof.index)}, counted from 0, of the log `,
            code(run.proof.origin),
            '. The proof file shows it to anyone who has the public key of that log’s owner.',
            ...(run.proof.origin === node.log.origin ? [' ', link('Read the log', paths.log(node))] : []),
          ),
        ]),
    fileList(run.files, (name) => paths.runFile(node, agreement, run, name)),
    ...(run.digests.length === 0
      ? []
      : [
          {
            kind: 'details' as const,
            summary: 'Digests of what was signed and what ran',
            blocks: [facts(...run.digests.map(({ what, digest }) => [what, code(digest)] as const))],
          },
        ]),
  ];
}
