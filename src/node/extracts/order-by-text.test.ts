import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderByText } from './order-by-text.ts';

it('orders as JavaScript orders strings, whatever is in them', () => {
  const texts = fc.oneof(
    fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 30 }),
    fc.array(
      fc.string({ unit: fc.constantFrom('a', 'b', '\u0000', '\u007e', '\u007f', 'é', '😀'), maxLength: 12 }),
      { maxLength: 30 },
    ),
    fc.array(
      fc.nat(1e7).map((n) => `REF${n}`),
      { maxLength: 30 },
    ),
  );
  fc.assert(
    fc.property(texts, (list) => {
      const rows = Uint32Array.from(list.keys());
      const ordered = Array.from(
        orderByText(rows, (row) => list[row] ?? ''),
        (row) => list[row],
      );
      expect(ordered).toEqual([...list].sort());
    }),
    { numRuns: 500 },
  );
});
