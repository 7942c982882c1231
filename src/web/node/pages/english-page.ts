import { type Block, heading, type Page, paragraph } from '#web/kit';
import { trailTo } from '../paths.ts';
import type { AgreementView, NodeView } from '../share-view.ts';

/** The plan’s text as it was read and signed. */
export const englishPage = (node: NodeView, agreement: AgreementView): Page => ({
  heading: 'What will be done, in plain English?',
  caption: agreement.title,
  trail: trailTo(node, agreement),
  blocks: [
    paragraph(
      'Every signatory read these words before signing. They were made from the agreement by the same program that made the run plan, and their digest is part of what was signed.',
    ),
    ...agreement.english.flatMap(({ heading: title, parts }): readonly Block[] => [
      ...(title === '' ? [] : [heading(title)]),
      ...parts.map(
        (part): Block =>
          part.kind === 'paragraph'
            ? paragraph(part.text)
            : { kind: 'list', items: part.items, style: 'bullet' },
      ),
    ]),
  ],
});
