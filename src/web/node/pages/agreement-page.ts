import { longDate } from '#kernel';
import {
  type Block,
  bullets,
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
import type { AgreementView, NodeView, SignatureView } from '../share-view.ts';
import { listed, longTime, shortened, worded } from '../words.ts';
import { checksTable, verdictOf } from './checks.ts';
import { fileList, outcomeTag, stateTag } from './common.ts';

/** Everything that was agreed, as its parties signed it. */
export function agreementPage(node: NodeView, agreement: AgreementView): Page {
  return {
    heading: 'What was agreed?',
    caption: agreement.title,
    trail: trailTo(node),
    blocks: [
      { kind: 'paragraph', content: agreement.summary, lead: true },
      paragraph(
        stateTag(agreement.state),
        ` Version ${agreement.version} of series `,
        code(agreement.series),
      ),
      ...suspension(agreement),
      verdictOf('this agreement', agreement.verification),
      heading('Who will see whose identifiers?'),
      bullets(agreement.firstSight),
      heading('Look closer'),
      {
        kind: 'list',
        style: 'plain',
        items: [
          link('What happens to each field, as a picture', paths.picture(node, agreement)),
          link('What will be done, in plain English', paths.english(node, agreement)),
          ...agreement.runs.map((run) => ({
            run: [
              link(`What run ${run.run} did`, paths.run(node, agreement, run)),
              ' ',
              outcomeTag(run.outcome),
            ],
          })),
        ],
      },
      heading('What is it for?'),
      facts(
        ['Help offered', agreement.help],
        ['Whose data', agreement.cohort],
        ['How made small', agreement.narrowing],
        agreement.notEligible === undefined
          ? undefined
          : ['People found not eligible', agreement.notEligible],
        ['Never to be used for', listed(agreement.prohibitedUses)],
      ),
      parties(agreement),
      powers(agreement),
      heading('Until when, and who may stop it?'),
      facts(
        ...agreement.dates.map(({ what, on }) => [what, longDate(on)] as const),
        ['May stop all of it alone', { lines: agreement.mayStop }],
        ['May stop its own part', 'Every party, at any time, by suspending it'],
      ),
      signatures(agreement),
      checksTable(agreement.verification),
      heading('How does a person object, complain or ask?'),
      facts(...agreement.rights.map(({ what, how }) => [what, how] as const)),
      heading('Files'),
      fileList(agreement.files, (name) => paths.agreementFile(node, agreement, name)),
      facts(...agreement.digests.map(({ what, digest }) => [what, code(digest)] as const)),
    ],
  };
}

const suspension = ({ suspended }: AgreementView): readonly Block[] =>
  suspended === undefined
    ? []
    : [
        {
          kind: 'verdict',
          tone: 'bad',
          word: 'Suspended',
          title: `${suspended.post} stopped this on ${longTime(suspended.at)}. No run can start here.`,
          content: `Reason given: ${worded(suspended.reason)}.`,
        },
      ];

const parties = (agreement: AgreementView): Block => ({
  kind: 'table',
  caption: 'Parties',
  columns: [{ text: 'Party' }, { text: 'Roles' }, { text: 'Contact' }],
  rows: agreement.parties.map(({ name, organisation, roles, contact }) => [
    { lines: [name, code(organisation)] },
    { lines: roles.map(worded) },
    contact,
  ]),
  empty: 'No party is named.',
});

const powers = (agreement: AgreementView): Block => ({
  kind: 'table',
  caption: 'Powers relied on',
  columns: [{ text: 'Power' }, { text: 'From' }, { text: 'To' }, { text: 'Read on' }],
  rows: agreement.powers.map(({ power, from, to, link: href, asOf }) => [
    link(power, href),
    from,
    to,
    longDate(asOf),
  ]),
  empty: 'No power is named.',
});

const SIGNED: Readonly<Record<SignatureView['state'], readonly [word: string, tone: Tone]>> = {
  verified: ['Verified', 'good'],
  missing: ['Missing', 'bad'],
  untrusted: ['Key not trusted', 'warning'],
};

const signatures = (agreement: AgreementView): Block => ({
  kind: 'table',
  caption: 'Signatures',
  columns: [{ text: 'Organisation' }, { text: 'Post' }, { text: 'Key' }, { text: 'Now' }],
  rows: agreement.signatures.map(({ organisation, post, keyId, fingerprint, state }) => [
    organisation,
    worded(post),
    {
      lines: [
        ...(keyId === undefined ? ['–'] : [{ run: ['Key ', code(shortened(keyId))] } as Inline]),
        ...(fingerprint === undefined
          ? []
          : [{ run: ['Fingerprint ', code(shortened(fingerprint))] } as Inline]),
      ],
    },
    tag(...SIGNED[state]),
  ]),
  empty: 'Nobody has to sign.',
});
