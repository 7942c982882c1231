import { daysBetween, longDate } from '#kernel';
import { type Block, heading, type Inline, link, type Page, paragraph, tag } from '#web/kit';
import { paths, trailTo } from '../paths.ts';
import type { AgreementView, NodeView, SiteView } from '../share-view.ts';
import { counted } from '../words.ts';
import { stateTag } from './common.ts';

/** One authority: its agreements and what is due. Several: a list of them. */
export function startPage({ nodes }: SiteView): Page {
  const [node] = nodes;
  if (node !== undefined && nodes.length === 1) return { ...nodePage(node), trail: [] };
  return {
    heading: 'Whose records are in this folder?',
    trail: [],
    blocks: [
      paragraph(
        'Each authority keeps its own records of what it agreed, what ran and what was destroyed. They never share a folder in real use; these lie side by side so that you can compare them.',
      ),
      {
        kind: 'table',
        caption: 'Authorities',
        columns: [{ text: 'Authority' }, { text: 'Agreements' }, { text: 'Runs seen' }, { text: 'Log' }],
        rows: nodes.map((one) => [
          link(one.name, paths.node(one)),
          one.agreements.length === 0 ? 'None yet' : counted(one.agreements.length, 'agreement'),
          counted(
            one.agreements.reduce((sum, { runs }) => sum + runs.length, 0),
            'run',
          ),
          { run: [logTag(one), ' ', link(counted(one.log.size, 'entry', 'entries'), paths.log(one))] },
        ]),
        empty: 'No authority’s records are here.',
      },
    ],
  };
}

const logTag = ({ log }: NodeView): Inline =>
  log.findings.length === 0 ? tag('Sound', 'good') : tag('Does not verify', 'bad');

/** What one authority holds and what it must do next. */
export function nodePage(node: NodeView): Page {
  return {
    heading: `Which agreements does ${node.name} hold?`,
    trail: trailTo(),
    blocks: [
      ...node.problems.map(
        ({ message, cure, code }): Block => ({
          kind: 'verdict',
          tone: 'bad',
          word: 'Could not be read',
          title: message,
          content: { lines: [cure, { code }] },
        }),
      ),
      ...(node.agreements.length === 0 ? empty() : held(node)),
      heading('The log'),
      paragraph(
        'Everything that is done here leaves an entry in a log that cannot be changed without being noticed: ',
        link(`read the log (${counted(node.log.size, 'entry', 'entries')})`, paths.log(node)),
        '.',
      ),
    ],
  };
}

const empty = (): readonly Block[] => [
  paragraph('This authority has not taken up any agreement yet, so no data can be shared from here.'),
  paragraph(
    'When every party has signed one, check its bundle with ',
    { code: 'stile verify BUNDLE' },
    '. It appears on this page once it is taken up.',
  ),
];

function held(node: NodeView): readonly Block[] {
  return [
    {
      kind: 'table',
      caption: 'Agreements',
      columns: [{ text: 'Agreement' }, { text: 'State' }, { text: 'Runs' }, { text: 'Ends' }],
      rows: node.agreements.map((agreement) => [
        { lines: [link(agreement.title, paths.agreement(node, agreement)), `Version ${agreement.version}`] },
        stateTag(agreement.state),
        runLinks(node, agreement),
        longDate(agreement.ends),
      ]),
      empty: '',
    },
    {
      kind: 'table',
      caption: 'What is due next?',
      columns: [{ text: 'What' }, { text: 'By' }, { text: 'State' }, { text: 'Agreement' }],
      rows: node.agreements
        .flatMap((agreement) => agreement.due.map((due) => ({ agreement, due })))
        .sort((a, b) => daysBetween(b.due.by, a.due.by))
        .map(({ agreement, due }) => [
          due.run === undefined ? due.what : `${due.what} (run ${due.run})`,
          longDate(due.by),
          due.overdue ? tag('Overdue', 'bad') : tag('Not due yet', 'neutral'),
          agreement.title,
        ]),
      empty: 'Nothing is due.',
    },
  ];
}

const runLinks = (node: NodeView, agreement: AgreementView): Inline =>
  agreement.runs.length === 0
    ? 'None yet'
    : { lines: agreement.runs.map((run) => link(`Run ${run.run}`, paths.run(node, agreement, run))) };
