import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishSections } from './english-sections.ts';

const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];

describe('englishSections', () => {
  it('reads headings, paragraphs and lists', () => {
    const text = 'Title\n=====\n\nOne line\nand more.\n\nWHO GETS WHAT\n\n- first\n  goes on\n- second\n';
    expect(englishSections(text)).toEqual([
      { heading: 'Title', parts: [{ kind: 'paragraph', text: 'One line and more.' }] },
      { heading: 'Who gets what', parts: [{ kind: 'list', items: ['first goes on', 'second'] }] },
    ]);
  });

  it('leaves out no word of what was signed', () => {
    const line = fc.constantFrom(
      'WHO SEES',
      '- an item',
      '  goes on',
      'Plain words.',
      '',
      '# Mark',
      '---',
      '1. one',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        const kept = englishSections(text).flatMap(({ heading, parts }) => [
          heading,
          ...parts.flatMap((part) => (part.kind === 'list' ? part.items : [part.text])),
        ]);
        expect(wordsOf(kept.join(' '))).toEqual(wordsOf(text));
      }),
    );
  });
});
