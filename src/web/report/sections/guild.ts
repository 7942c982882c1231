import type { ReportFacts } from '#linkage';
import { type Block, bullets, type Inline, link, paragraph } from '#web/kit';
import { text } from '../charts/chart.ts';
import type { Section } from './section.ts';

export const limitsSection = ({ truth, training, groups }: ReportFacts): Section => ({
  id: 'limits',
  title: 'Limits',
  blocks: [
    bullets([
      truth
        ? 'Figures by the truth hold for these records, and as far as the truth is true.'
        : 'Nobody has checked the links: precision and recall are what the model expects. Have a sample of pairs near the threshold checked by eye.',
      'Twins, and people of one home with one name, look like one person whose record has a mistake. No model can tell them apart without other facts.',
      'Matches that no blocking rule gives are not seen. How many there are is an estimate from the prior and from how the rules overlap.',
      ...(training.trained === undefined
        ? [
            'The model’s figures were not trained on these records. If other records are more or less complete, its probabilities do not hold here.',
          ]
        : []),
      ...(groups.length === 0 ? ['Whether some groups are linked less often was not looked at.'] : []),
      'Counts of pairs by weight are exact, also small ones. Look through the report before you publish it.',
    ]),
  ],
});

/** What the guidance asks for, and where it is. */
export function guildSection(sections: readonly Section[]): Section {
  const to = (id: string): Inline => {
    const section = sections.find((one) => one.id === id);
    return link(section?.title ?? id, `#${id}`);
  };
  const rows: (readonly [what: string, where: Inline])[] = [
    [
      'Population that the data cover, and how they were gathered',
      'to be added by those who supplied the data',
    ],
    ['Dates, extraction and quality control of the data', 'to be added by those who supplied the data'],
    ['Records, identifiers and their completeness', to('data')],
    ['Processing before linkage', to('cleaning')],
    ['Which records were compared', to('blocking')],
    ['Method, its figures and how they were found', to('training')],
    ['Thresholds, and how far results depend on them', to('threshold')],
    ['Linkage error: wrong and missed links', to('threshold')],
    ['Distribution of match weights', to('weights')],
    ['Results: clusters and links', to('clusters')],
    ['Characteristics of linked and unlinked records', to('groups')],
    ['Review of links by people', 'to be added, if there was any'],
    ['What linkage error may do to an analysis', 'to be added by the analyst'],
  ];
  const table: Block = {
    kind: 'table',
    caption: 'What to report about a linkage',
    columns: [text('Item'), text('Where')],
    rows,
    empty: '',
    figures: true,
  };
  return {
    id: 'guild',
    title: 'Checklist: GUILD',
    blocks: [
      paragraph(
        'After the guidance for information about linking data sets: Gilbert and others, Journal of Public Health, 2018, doi 10.1093/pubmed/fdx037. Items are in our words.',
      ),
      table,
    ],
  };
}
