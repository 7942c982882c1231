import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { about, band, chance, percent, signed } from '../words.ts';
import { linear, logarithmic, niceStep, powersUpTo, ticksBetween } from './scale.ts';

describe('scales', () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-11.7, 39.5, 8, [-20, -10, 0, 10, 20, 30, 40]],
    [0.65, 0.7, 8, [0.65, 0.66, 0.67, 0.68, 0.69, 0.7]],
    [0, 1550, 8, [0, 200, 400, 600, 800, 1000, 1200, 1400, 1600]],
    [3, 3, 8, [3]],
  ])('from %d to %d has round ticks', (low, high, most, expected) => {
    expect(ticksBetween(low, high, most)).toEqual(expected);
  });

  it('has ticks that reach over both ends, and steps of 1, 2 or 5', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
        const high = low + span;
        const ticks = ticksBetween(low, high);
        const step = niceStep(high - low, 8);
        expect(ticks[0]).toBeLessThanOrEqual(low + step * 1e-6);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - step * 1e-6);
        expect(ticks.length).toBeLessThanOrEqual(11);
        expect(['1', '2', '5']).toContain(step.toExponential(6).charAt(0));
      }),
    );
  });

  it('places numbers, and powers of ten at equal steps', () => {
    expect(linear([0, 10], [100, 200])(2.5)).toBe(125);
    const y = logarithmic([1, 1000], [300, 0]);
    expect(y(1000)).toBe(0);
    expect(y(10) - y(100)).toBeCloseTo(y(100) - y(1000), 9);
    expect(y(0)).toBe(300);
    expect(y(1)).toBeLessThan(300);
    expect(powersUpTo(4908)).toEqual([1, 10, 100, 1000, 10_000]);
    expect(powersUpTo(1000)).toEqual([1, 10, 100, 1000]);
    expect(powersUpTo(0)).toEqual([1, 10]);
  });
});

describe('numbers in words', () => {
  it.each([
    [percent(1), '100%'],
    [percent(0.99996), 'over 99.99%'],
    [percent(0.99951), '99.95%'],
    [percent(0.9784), '97.8%'],
    [percent(0.0004), '0.04%'],
    [percent(0.00004), 'under 0.01%'],
    [percent(0), '0%'],
    [percent(undefined), 'none'],
    [about(0), '0'],
    [about(0.04), 'under 0.1'],
    [about(27.31), '27.3'],
    [about(1308.3), '1,308'],
    [signed(9.314), '+9.31'],
    [signed(-4.2), '−4.20'],
    [signed(-0.001), '0.00'],
    [chance(0.0000408), '1 in 24,500'],
    [chance(0.9124), '0.912'],
    [chance(0.99991), 'over 0.999'],
    [chance(1), '1'],
    [band(Number.NEGATIVE_INFINITY, -20), 'below −20'],
    [band(4, 6), '4 to 6'],
    [band(40, Number.POSITIVE_INFINITY), '40 and above'],
  ])('%s', (got, expected) => {
    expect(got).toBe(expected);
  });
});
