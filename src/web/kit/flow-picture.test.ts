import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type FlowDiagram, type FlowKind, layOutFlow, TEXT } from './flow-picture.ts';
import { drawFlow } from './flow-svg.ts';
import { textWidth } from './text-fit.ts';

const kinds: readonly FlowKind[] = ['reference', 'matching', 'fact', 'stays'];
const label = fc.string({ minLength: 1, maxLength: 50 });

/** Diagrams of the shape that plans give: banded cards in two columns, then loose cards in two more. */
const diagrams: fc.Arbitrary<FlowDiagram> = fc
  .record({
    bands: fc.array(fc.record({ heading: label, labels: fc.array(label, { minLength: 1, maxLength: 14 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    steps: fc.array(label, { minLength: 1, maxLength: 4 }),
    outputs: fc.array(label, { minLength: 1, maxLength: 5 }),
  })
  .map(({ bands, steps, outputs }) => ({
    title: 'Title',
    description: 'Description',
    columns: [
      { heading: 'A', share: 21 },
      { heading: 'B', share: 31, fence: 'Fence' },
      { heading: 'C', share: 25, fence: 'Fence' },
      { heading: 'D', share: 23 },
    ],
    cards: [
      ...bands.flatMap(({ heading, labels }, band) =>
        [0, 1].map((column) => ({
          column,
          band,
          heading,
          items: labels.map((text, index) => ({
            id: `${band}/${column}/${index}`,
            label: text,
            kind: kinds[index % 4] ?? 'stays',
            stops: column === 1 && index % 4 === 3,
          })),
        })),
      ),
      ...steps.map((text, index) => ({
        column: 2,
        heading: text,
        items: [{ id: `step-${index}`, label: text, note: text, kind: 'matching' as const }],
      })),
      ...outputs.map((text, index) => ({
        column: 3,
        heading: text,
        items: [{ id: `output-${index}`, label: text, kind: 'fact' as const }],
      })),
    ],
    links: bands.flatMap(({ labels }, band) =>
      labels.flatMap((_, index) => [
        { from: `${band}/0/${index}`, to: `${band}/1/${index}`, kind: 'matching' as const },
        ...(index % 4 === 3 ? [] : [{ from: `${band}/1/${index}`, to: 'step-0', kind: 'matching' as const }]),
      ]),
    ),
  }));

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const inside = (box: Box, around: Box): boolean =>
  box.x >= around.x &&
  box.y >= around.y &&
  box.x + box.width <= around.x + around.width &&
  box.y + box.height <= around.y + around.height;

describe('layOutFlow', () => {
  it('puts no card over another, every item inside its card and every card inside the picture', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { cards, width, height } = layOutFlow(diagram);
        for (const [index, card] of cards.entries()) {
          expect(inside(card, { x: 0, y: 0, width, height })).toBe(true);
          for (const other of cards.slice(index + 1)) expect(overlap(card, other)).toBe(false);
          for (const [at, item] of card.items.entries()) {
            expect(inside(item, card)).toBe(true);
            for (const other of card.items.slice(at + 1)) expect(overlap(item, other)).toBe(false);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives every line of text room inside its box', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        for (const item of layOutFlow(diagram).cards.flatMap((card) => card.items)) {
          for (const line of item.label) expect(textWidth(line, TEXT.item)).toBeLessThanOrEqual(item.width);
          const text = (item.label.length * TEXT.item + item.note.length * TEXT.note) * TEXT.line;
          expect(text).toBeLessThanOrEqual(item.height);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('starts each line at the edge of its item and ends it at the edge of the other', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { links, cards } = layOutFlow(diagram);
        const items = cards.flatMap((card) => card.items);
        expect(links).toHaveLength(diagram.links.length);
        diagram.links.forEach(({ from, to }, index) => {
          const [start, end, line] = [
            items.find(({ id }) => id === from),
            items.find(({ id }) => id === to),
            links[index],
          ];
          expect(line?.x1).toBe((start?.x ?? 0) + (start?.width ?? 0));
          expect(line?.x2).toBe(end?.x);
          expect(line?.y1).toBeGreaterThan(start?.y ?? Number.NaN);
          expect(line?.y1).toBeLessThan((start?.y ?? 0) + (start?.height ?? 0));
        });
      }),
      { numRuns: 50 },
    );
  });

  it('ends what stays before the fence, and lets a line bend only beyond it', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { fences, stops, links } = layOutFlow(diagram);
        const first = fences[0]?.x ?? Number.NaN;
        for (const stop of stops) expect(stop.x2).toBeLessThan(first);
        for (const line of links.filter(({ x1, x2 }) => x1 < first && x2 > first))
          expect(line.bend).toBeGreaterThan(first);
      }),
      { numRuns: 50 },
    );
  });
});

describe('drawFlow', () => {
  it('escapes every text, and uses neither inline style nor script', () => {
    fc.assert(
      fc.property(
        diagrams,
        fc.constantFrom('<script>alert(1)</script>', '"><b>', '&amp;'),
        (diagram, bad) => {
          const svg = drawFlow({ ...diagram, title: bad, description: bad });
          expect(svg).not.toContain('<script');
          expect(svg).not.toContain('<b>');
          expect(svg).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/);
          expect(svg.match(/<text[^>]*>[^<]*<\/text>/g)?.length).toBe(svg.match(/<text/g)?.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});
