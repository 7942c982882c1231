import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, textWidth } from './text-fit.ts';

describe('textWidth', () => {
  // Advance widths of Arial (units per em 2048): a 1139, M 1706, i 455, digits 1139.
  it.each([
    ['a', 1139],
    ['M', 1706],
    ['i', 455],
    ['0', 1139],
    ['W', 1933],
    ['_', 1139],
    ['C', 1479],
  ])('gives no less room to %s than the typeface takes', (letter, advance) => {
    expect(textWidth(letter, 2048)).toBeGreaterThanOrEqual(advance);
    expect(textWidth(letter, 2048)).toBeLessThan(advance * 1.35);
  });
});

describe('fitText', () => {
  it('breaks after a space, an underscore and a hyphen', () => {
    expect(fitText('date_of_birth', 50, 15)).toEqual(['date_', 'of_', 'birth']);
    expect(fitText('one two', 30, 15)).toEqual(['one', 'two']);
  });

  it('ends in an ellipsis when lines are left over', () => {
    expect(fitText('one two three four', 46, 15, { maximumLines: 2 })).toEqual(['one', 'two…']);
  });

  it('never gives a line wider than the room, nor more lines than allowed', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 80 }),
        fc.integer({ min: 30, max: 400 }),
        fc.boolean(),
        (text, width, bold) => {
          const lines = fitText(text, width, 15, { bold, maximumLines: 4 });
          expect(lines.length).toBeLessThanOrEqual(4);
          for (const line of lines) expect(textWidth(line, 15, bold)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('loses nothing but spaces when there is room for all lines', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const kept = fitText(text, 60, 15, { maximumLines: 200 }).join('').replace(/\s/g, '');
        expect(kept).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
