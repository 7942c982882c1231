import { type Block, code, facts, heading, type Page, paragraph } from '#web/kit';
import { paths, trailTo } from '../paths.ts';
import type { LogView, NodeView } from '../share-view.ts';
import { grouped, longTime, shortened } from '../words.ts';
import { fileList } from './common.ts';

/** Entries shown on the page; all of them are in the files. */
const MOST_SHOWN = 500;

/** The whole log, and whether it is what its owner signed. */
export function logPage(node: NodeView): Page {
  const { log } = node;
  return {
    heading: 'What does the log say, and has it been changed?',
    caption: node.name,
    trail: trailTo(node),
    wide: true,
    blocks: [
      paragraph(
        'Each entry is fixed by a chain of digests under a signed checkpoint. Entries hold digests, ids, times and rounded counts: nothing about any person.',
      ),
      ...verdict(log),
      heading('Checkpoint'),
      facts(
        ['Log', code(log.origin)],
        ['Entries', grouped(log.size)],
        ['Root hash', log.root === '' ? 'None' : code(log.root)],
      ),
      {
        kind: 'table',
        caption:
          log.entries.length > MOST_SHOWN
            ? `The newest ${MOST_SHOWN} of ${grouped(log.entries.length)} entries`
            : 'Entries, newest first',
        columns: [
          { text: 'Number' },
          { text: 'When' },
          { text: 'What' },
          { text: 'About' },
          { text: 'Digest' },
        ],
        rows: log.entries
          .slice(-MOST_SHOWN)
          .reverse()
          .map(({ index, at, what, about, digest }) => [
            grouped(index),
            longTime(at),
            what,
            about,
            digest === undefined ? '–' : code(shortened(digest)),
          ]),
        empty: 'Nothing has been logged yet.',
      },
      heading('Files'),
      fileList(log.files, (name) => paths.logFile(node, name)),
    ],
  };
}

const verdict = (log: LogView): readonly Block[] =>
  log.findings.length === 0
    ? [
        {
          kind: 'verdict',
          tone: 'good',
          word: 'Sound',
          title:
            log.size === 0
              ? 'The log is empty.'
              : 'Every hash was worked out again from the entries as this page was made, and agrees with the signed checkpoint.',
        },
      ]
    : log.findings.map(({ message, cure, code: errorCode }) => ({
        kind: 'verdict' as const,
        tone: 'bad' as const,
        word: 'Does not verify',
        title: message,
        content: { lines: [cure, { code: errorCode }] },
      }));
