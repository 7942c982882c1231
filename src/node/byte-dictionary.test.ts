import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteDictionary } from './byte-dictionary.ts';

it('gives one code to each distinct text, as a Map would, and the text back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 2000 }), (texts) => {
      const dictionary = byteDictionary();
      const codes = new Map<string, number>([['', 0]]);
      for (const text of texts) {
        const known = codes.get(text) ?? codes.size;
        codes.set(text, known);
        const bytes = Buffer.from(`<${text}>`);
        expect(dictionary.intern(bytes, 1, bytes.length - 1)).toBe(known);
      }
      expect(dictionary.size).toBe(codes.size);
      for (const [text, code] of codes) expect(dictionary.text(code)).toBe(text);
    }),
  );
});
