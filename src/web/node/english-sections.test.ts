import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishSections } from './english-sections.ts';

const wordsOf = (text: string) => text.match(/[A-Za-z]+/g) ?? [];

describe('englishSections', () => {
  it('reads a title, headings, paragraphs and lists', () => {
    const long = 'One paragraph whose first line is so long that its next word had to go to the line';
    const text = `Title\n\n1. Who gets what\n\n${long}\nbelow, unbroken.\nAnother.\n- first\n  goes on\n- second\nLast.\n`;
    expect(englishSections(text)).toEqual([
      { heading: '', parts: [{ kind: 'paragraph', text: 'Title' }] },
      {
        heading: 'Who gets what',
        parts: [
          { kind: 'paragraph', text: `${long} below, unbroken.` },
          { kind: 'paragraph', text: 'Another.' },
          { kind: 'list', items: ['first goes on', 'second'] },
          { kind: 'paragraph', text: 'Last.' },
        ],
      },
    ]);
  });

  it('leaves out no word of what was signed', () => {
    const line = fc.constantFrom(
      '1. Who sees',
      '- an item',
      '  goes on',
      'Plain words.',
      '',
      '  - deeper',
      '2. and',
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
