import { fitText } from './text-fit.ts';

/**
 * A picture of data flowing from left to right through columns of cards. Between two columns may stand a fence:
 * a link that crosses it says what leaves; an item that stays is drawn as a line that stops at the fence.
 * This file knows nothing of agreements and nothing of SVG: it takes names and gives places.
 */
export interface FlowDiagram {
  readonly title: string;
  readonly description: string;
  readonly columns: readonly {
    readonly heading: string;
    /** A fence between this column and the next, with what is written on it. */
    readonly fence?: string;
  }[];
  readonly cards: readonly FlowCard[];
  readonly links: readonly { readonly from: string; readonly to: string; readonly kind: FlowKind }[];
}

/** How a line and its boxes look: what they carry. `stays` never crosses a fence. */
export type FlowKind = 'reference' | 'matching' | 'fact' | 'stays';

export interface FlowCard {
  readonly column: number;
  /** Cards of one band in neighbouring columns begin at the same height. Without one, a card is centred in its column. */
  readonly band?: number;
  readonly heading: string;
  readonly items: readonly FlowItem[];
}

export interface FlowItem {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly kind: FlowKind;
  /** Draws a line from here that ends at the fence. */
  readonly stops?: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedItem extends Box {
  readonly id: string;
  readonly kind: FlowKind;
  readonly stops: boolean;
  readonly label: readonly string[];
  readonly note: readonly string[];
}

export interface PlacedCard extends Box {
  readonly heading: readonly string[];
  readonly items: readonly PlacedItem[];
}

export interface PlacedFlow {
  readonly width: number;
  readonly height: number;
  readonly headings: readonly {
    readonly x: number;
    readonly width: number;
    readonly lines: readonly string[];
  }[];
  readonly fences: readonly {
    readonly x: number;
    readonly label: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly cards: readonly PlacedCard[];
  /** From the right edge of one box to the left edge of another, as two ends. */
  readonly links: readonly {
    readonly kind: FlowKind;
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
  }[];
  /** From an item to the fence on its right, level. */
  readonly stops: readonly { readonly y: number; readonly x1: number; readonly x2: number }[];
}

export const TEXT = { heading: 16, item: 15, note: 13, line: 1.25 } as const;
export const PAD = 8;

const WIDTH = 1180;
const TOP = 60;
const CARD_GAP = 26;
const ITEM_GAP = 8;

/** Space between two columns, without and with a fence in it. */
const GAP = { plain: 46, fence: 104 } as const;

/** Gives every card, item, line and fence its place. The same diagram always gives the same places. */
export function layOutFlow(diagram: FlowDiagram): PlacedFlow {
  const columns = placeColumns(diagram);
  const bands = [...new Set(diagram.cards.flatMap(({ band }) => (band === undefined ? [] : [band])))].sort(
    (a, b) => a - b,
  );
  const cards: PlacedCard[] = [];
  let y = TOP;
  for (const band of bands) {
    const placed = diagram.cards
      .filter((card) => card.band === band)
      .map((card) => placeCard(card, at(columns, card.column), y));
    cards.push(...placed);
    y = Math.max(y, ...placed.map(bottom)) + CARD_GAP;
  }
  const loose = columns.map((column, index) => {
    const stack: PlacedCard[] = [];
    for (const card of diagram.cards.filter((one) => one.band === undefined && one.column === index))
      stack.push(placeCard(card, column, stack.length === 0 ? TOP : bottom(stack.at(-1)) + CARD_GAP));
    return stack;
  });
  const lowest = Math.max(TOP, ...cards.map(bottom), ...loose.flat().map(bottom));
  for (const stack of loose) {
    const down = Math.max(0, Math.floor((lowest - bottom(stack.at(-1))) / 2));
    cards.push(...stack.map((card) => moveDown(card, stack.length === 0 ? 0 : down)));
  }
  const height = lowest + 24;
  const fences = diagram.columns.flatMap(({ fence }, index) => {
    const left = at(columns, index);
    return fence === undefined
      ? []
      : [
          {
            column: index,
            x: left.x + left.width + GAP.fence / 2,
            label: fence,
            from: TOP - 10,
            to: height - 8,
          },
        ];
  });
  const places = new Map(cards.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));
  return {
    width: WIDTH,
    height,
    headings: diagram.columns.map(({ heading }, index) => {
      const { x, width } = at(columns, index);
      return { x, width, lines: fitText(heading, width, TEXT.heading, { bold: true, maximumLines: 2 }) };
    }),
    fences: fences.map(({ x, label, from, to }) => ({ x, label, from, to })),
    cards,
    links: placeLinks(diagram, places),
    stops: diagram.cards.flatMap(({ column, items }) =>
      items.flatMap(({ id, stops }) => {
        const item = places.get(id);
        const fence = fences.find((one) => one.column === column);
        return stops !== true || item === undefined || fence === undefined
          ? []
          : [{ x1: item.x + item.width, x2: fence.x - 12, y: item.y + item.height / 2 }];
      }),
    ),
  };
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no column ${index} in the diagram`);
  return found;
};

const bottom = (box: Box | undefined): number => (box === undefined ? 0 : box.y + box.height);

/** Columns of equal width that fill the picture. */
function placeColumns({ columns }: FlowDiagram): readonly { readonly x: number; readonly width: number }[] {
  const gaps = columns.slice(0, -1).map(({ fence }) => (fence === undefined ? GAP.plain : GAP.fence));
  const width = Math.floor((WIDTH - 4 - gaps.reduce((sum, gap) => sum + gap, 0)) / columns.length);
  let x = 2;
  return columns.map((_, index) => {
    const column = { x, width };
    x += width + (gaps[index] ?? 0);
    return column;
  });
}

function placeCard(
  card: FlowCard,
  { x, width }: { readonly x: number; readonly width: number },
  y: number,
): PlacedCard {
  const inner = width - 2 * PAD;
  const heading = fitText(card.heading, inner, TEXT.heading, { bold: true, maximumLines: 3 });
  let down = y + PAD + heading.length * TEXT.heading * TEXT.line + PAD;
  const items = card.items.map((item): PlacedItem => {
    const label = fitText(item.label, inner - 2 * PAD - 6, TEXT.item);
    const note =
      item.note === undefined ? [] : fitText(item.note, inner - 2 * PAD - 6, TEXT.note, { maximumLines: 5 });
    const height = Math.ceil(
      label.length * TEXT.item * TEXT.line + note.length * TEXT.note * TEXT.line + PAD,
    );
    const placed = {
      id: item.id,
      kind: item.kind,
      stops: item.stops === true,
      x: x + PAD,
      y: down,
      width: inner,
      height,
    };
    down += height + ITEM_GAP;
    return { ...placed, label, note };
  });
  return { x, y, width, height: down - y - (items.length === 0 ? 0 : ITEM_GAP) + PAD, heading, items };
}

const moveDown = (card: PlacedCard, by: number): PlacedCard => ({
  ...card,
  y: card.y + by,
  items: card.items.map((item) => ({ ...item, y: item.y + by })),
});

/** Several lines at one edge of a box are spread over it, in the order of their other ends, so that they do not cross there. */
function placeLinks({ links }: FlowDiagram, places: ReadonlyMap<string, PlacedItem>): PlacedFlow['links'] {
  const known = links.flatMap((link) => {
    const from = places.get(link.from);
    const to = places.get(link.to);
    return from === undefined || to === undefined ? [] : [{ kind: link.kind, from, to }];
  });
  type Known = (typeof known)[number];
  const share = (link: Known, side: 'from' | 'to'): number => {
    const other = side === 'from' ? 'to' : 'from';
    const same = known
      .filter((one) => one[side].id === link[side].id)
      .sort((a, b) => a[other].y - b[other].y);
    const box = link[side];
    return box.y + (box.height * (same.indexOf(link) + 1)) / (same.length + 1);
  };
  return known.map((link) => {
    const back = link.to.x <= link.from.x;
    return {
      kind: link.kind,
      x1: back ? link.from.x + link.from.width / 2 : link.from.x + link.from.width,
      y1: back ? link.from.y + link.from.height : share(link, 'from'),
      x2: back ? link.to.x + link.to.width / 2 : link.to.x,
      y2: back ? link.to.y : share(link, 'to'),
    };
  });
}
