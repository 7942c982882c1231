import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textOf } from './encoded.ts';
import { interner } from './interner.ts';

it('gives one code to each distinct text, as a Map would, and the text back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 2000 }), (texts) => {
      const values = interner();
      const codes = new Map<string, number>([['', 0]]);
      for (const text of texts) {
        const known = codes.get(text) ?? codes.size;
        codes.set(text, known);
        const bytes = Buffer.from(`<${text}>`);
        expect(values.intern(bytes, 1, bytes.length - 1)).toBe(known);
      }
      expect(values.size).toBe(codes.size);
      for (const [text, code] of codes) {
        expect(values.text(code)).toBe(text);
        expect(textOf(values.dictionary(), code)).toBe(text);
      }
    }),
  );
});
