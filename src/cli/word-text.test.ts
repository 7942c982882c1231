import * as fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { wordText } from './word-text.ts';

const TRANSITIONAL = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main';

const xml = (root: string, body: string, space = TRANSITIONAL, prefix = 'w'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${prefix}:${root} xmlns:${prefix}="${space}" ` +
  `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${body}</${prefix}:${root}>`;
const document = (body: string): string => xml('document', `<w:body>${body}</w:body>`);
const docx = (parts: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ) satisfies Zippable,
  );
const textOf = (body: string): string =>
  wordText(docx({ 'word/document.xml': document(body) }), 'a.docx').text;
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** ECMA-376 part 1, 17.3 (paragraphs and runs) and 17.13.5 (tracked changes). */
const bodies: readonly (readonly [rule: string, body: string, text: string])[] = [
  ['text split over runs is joined', `<w:p>${run('sec')}${run('tion 4')}${run('8')}</w:p>`, 'section 48'],
  [
    'paragraphs have an empty line between them',
    `<w:p>${run('a')}</w:p><w:p/><w:p>${run('b')}</w:p>`,
    'a\n\nb',
  ],
  [
    'a tab and a line break',
    '<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>',
    'a\tb\nc',
  ],
  [
    'a hyphen that does not break',
    '<w:p><w:r><w:t>48</w:t><w:noBreakHyphen/><w:t>52</w:t></w:r></w:p>',
    '48-52',
  ],
  [
    'what was deleted is left out',
    `<w:p>${run('48')}<w:del><w:r><w:delText>9</w:delText><w:t>8</w:t></w:r></w:del></w:p>`,
    '48',
  ],
  ['what was inserted is kept', `<w:p><w:ins>${run('48')}</w:ins></w:p>`, '48'],
  [
    'what was moved is read once',
    `<w:p><w:moveFrom>${run('48')}</w:moveFrom><w:moveTo>${run('49')}</w:moveTo></w:p>`,
    '49',
  ],
  ['tab stops are no text', `<w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr>${run('a')}</w:p>`, 'a'],
  ['a field shows its result', `<w:p><w:r><w:instrText>REF x</w:instrText></w:r>${run('48')}</w:p>`, '48'],
  ['entities are characters', `<w:p>${run('a &amp; b &#x2013; c')}</w:p>`, 'a & b – c'],
  [
    'a table is read cell by cell',
    `<w:tbl><w:tr><w:tc><w:p>${run('a')}</w:p></w:tc><w:tc><w:p>${run('b')}</w:p></w:tc></w:tr></w:tbl>`,
    'a\n\nb',
  ],
  [
    'a text box is a paragraph of its own, read once',
    `<w:p>${run('a')}<mc:AlternateContent><mc:Choice><w:txbxContent><w:p>${run('b')}</w:p></w:txbxContent></mc:Choice>` +
      `<mc:Fallback><w:txbxContent><w:p>${run('b')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>${run('c')}</w:p>`,
    'b\n\nac',
  ],
];

const codeOf = (bytes: Uint8Array): string => {
  try {
    wordText(bytes, 'a.docx');
    return 'read';
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error.code;
  }
};

describe('the text of a Word file', () => {
  it.each(bodies)('%s', (_, body, text) => {
    expect(textOf(body)).toBe(text);
  });

  it('reads the strict form, under any prefix', () => {
    const part = xml('document', '<x:p><x:r><x:t>48</x:t></x:r></x:p>', STRICT, 'x');
    expect(wordText(docx({ 'word/document.xml': part }), 'a.docx').text).toBe('48');
  });

  it('gives each paragraph its part and number, and where it starts', () => {
    const file = docx({
      'word/footnotes.xml': xml('footnotes', `<w:footnote><w:p>${run('note')}</w:p></w:footnote>`),
      'word/header1.xml': xml('hdr', `<w:p>${run('top')}</w:p>`),
      'word/document.xml': document(`<w:p>${run('one')}</w:p><w:p/><w:p>${run('two')}</w:p>`),
      'word/styles.xml': 'not read, and not XML',
    });
    const { text, paragraphs } = wordText(file, 'a.docx');
    expect(
      paragraphs.map(({ start, part, number }) => [text.slice(start).split('\n')[0], part, number]),
    ).toEqual([
      ['one', 'text', 1],
      ['two', 'text', 2],
      ['note', 'footnotes', 1],
      ['top', 'headers and footers', 1],
    ]);
  });

  const good = docx({ 'word/document.xml': document(`<w:p>${run('words '.repeat(500))}</w:p>`) });
  it.each([
    ['no archive', strToU8('PK\u0003\u0004 but no more')],
    ['an archive cut short', good.subarray(0, good.length - 30)],
    ['an archive with no document', docx({ 'content.xml': '<a/>' })],
    ['XML that ends early', docx({ 'word/document.xml': '<w:document' })],
    ['bytes that are not UTF-8', docx({ 'word/document.xml': new Uint8Array([0x3c, 0xff, 0x3e]) })],
    ['entities of its own', docx({ 'word/document.xml': `<!DOCTYPE a [<!ENTITY b "c">]>${document('')}` })],
    ['elements in elements without end', docx({ 'word/document.xml': document('<w:p>'.repeat(5000)) })],
    [
      'more parts than a document has',
      docx(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}`, '']))),
    ],
  ])('%s is refused as broken', (_, bytes) => {
    expect(codeOf(bytes)).toBe('CLI_WORD_BROKEN');
  });

  it('a part that is too large unpacked is refused before it is unpacked', () => {
    const bomb = docx({ 'word/document.xml': new Uint8Array(64 * 2 ** 20 + 1) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(codeOf(bomb)).toBe('CLI_WORD_TOO_LARGE');
  });

  it('a part that says that it is smaller than it is ends as broken', () => {
    const lying = good.slice();
    const view = new DataView(lying.buffer, lying.byteOffset);
    const central = lying.length - 22 - (46 + 'word/document.xml'.length);
    expect(view.getUint32(central, true)).toBe(0x02014b50);
    view.setUint32(central + 24, 40, true);
    expect(codeOf(lying)).toBe('CLI_WORD_BROKEN');
  });

  it('any change of a byte gives a text or an error of the catalogue', () => {
    void fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = good.slice();
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(['read', 'CLI_WORD_BROKEN', 'CLI_WORD_TOO_LARGE']).toContain(codeOf(changed));
      }),
    );
  });
});
