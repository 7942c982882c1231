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
    /** Its share of the picture's width, beside the others'. */
    readonly share: number;
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

export interface Fence {
  readonly column: number;
  readonly x: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

export interface PlacedLink {
  readonly kind: FlowKind;
  readonly x1: number;
  readonly y1: number;
  /** The line is level from `x1` up to here: beyond the fence, where there is one. */
  readonly bend: number;
  readonly x2: number;
  readonly y2: number;
}

export interface PlacedFlow {
  readonly width: number;
  readonly height: number;
  readonly headings: readonly { readonly x: number; readonly lines: readonly string[] }[];
  readonly fences: readonly Fence[];
  readonly cards: readonly PlacedCard[];
  readonly links: readonly PlacedLink[];
  /** From an item to the fence on its right, level. */
  readonly stops: readonly { readonly y: number; readonly x1: number; readonly x2: number }[];
}

export const TEXT = { heading: 16, item: 15, note: 13, line: 1.25 } as const;
export const PAD = 8;

const WIDTH = 1180;
const CARD_GAP = 24;
const ITEM_GAP = 7;
/** Space between two columns, without and with a fence in it. */
const GAP = { plain: 54, fence: 126 } as const;
/** From the end of a column to its fence. Lines run level across it, so that each is seen to cross or to stop. */
const FENCE_AT = 44;
/** An item is at least this high for each line that ends at it. */
const PER_LINE = 9;

type Extent = Pick<Box, 'x' | 'width'>;

/** Gives every card, item, line and fence its place. The same diagram always gives the same places. */
export function layOutFlow(diagram: FlowDiagram): PlacedFlow {
  const columns = placeColumns(diagram);
  const headings = diagram.columns.map(({ heading }, index) => {
    const { x, width } = at(columns, index);
    return { x, lines: fitText(heading, width, TEXT.heading, { bold: true, maximumLines: 4 }) };
  });
  const most = Math.max(2, ...headings.map(({ lines }) => lines.length));
  const top = Math.ceil(most * TEXT.heading * TEXT.line) + 16;
  const arriving = new Map<string, number>();
  for (const { to } of diagram.links) arriving.set(to, (arriving.get(to) ?? 0) + 1);
  const place = (card: FlowCard, y: number) => placeCard(card, at(columns, card.column), y, arriving);

  const banded: PlacedCard[] = [];
  let y = top;
  for (const band of new Set(diagram.cards.flatMap((card) => card.band ?? []))) {
    const placed = diagram.cards.filter((card) => card.band === band).map((card) => place(card, y));
    banded.push(...placed);
    y = Math.max(...placed.map(bottom)) + CARD_GAP;
  }
  const stacks = columns.map((_, index) => {
    const stack: PlacedCard[] = [];
    for (const card of diagram.cards.filter(({ band, column }) => band === undefined && column === index))
      stack.push(place(card, stack.at(-1) === undefined ? top : bottom(stack.at(-1)) + CARD_GAP));
    return stack;
  });
  const lowest = Math.max(top, ...[...banded, ...stacks.flat()].map(bottom));
  const cards = [
    ...banded,
    ...stacks.flatMap((stack) => {
      const down = Math.floor((lowest - bottom(stack.at(-1))) / 2);
      return stack.map((card) => moveDown(card, down));
    }),
  ];
  const height = lowest + 20;
  const fences = diagram.columns.flatMap(({ fence: label }, column): readonly Fence[] => {
    const { x, width } = at(columns, column);
    return label === undefined
      ? []
      : [{ column, x: x + width + FENCE_AT, label, from: top - 6, to: height - 4 }];
  });
  const columnOf = new Map(diagram.cards.flatMap(({ column, items }) => items.map(({ id }) => [id, column])));
  const items = cards.flatMap((card) => card.items);
  const fenceOf = (id: string) => fences.find(({ column }) => column === columnOf.get(id));
  return {
    width: WIDTH,
    height,
    headings,
    fences,
    cards,
    links: placeLinks(diagram, items, (id) => fenceOf(id)?.x),
    stops: items.flatMap((item) => {
      const fence = fenceOf(item.id);
      return !item.stops || fence === undefined
        ? []
        : [{ x1: item.x + item.width, x2: fence.x - 11, y: item.y + item.height / 2 }];
    }),
  };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no column ${index} in the diagram`);
  return found;
}

const bottom = (box: Box | undefined): number => (box === undefined ? 0 : box.y + box.height);

/** Columns that fill the picture, wide by their share. */
function placeColumns({ columns }: FlowDiagram): readonly Extent[] {
  const gaps = columns.slice(0, -1).map(({ fence }) => (fence === undefined ? GAP.plain : GAP.fence));
  const room = WIDTH - 4 - gaps.reduce((sum, gap) => sum + gap, 0);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = 2;
  return columns.map(({ share }, index) => {
    const column = { x, width: Math.floor((room * share) / shares) };
    x += column.width + (gaps[index] ?? 0);
    return column;
  });
}

function placeCard(
  card: FlowCard,
  { x, width }: Extent,
  y: number,
  arriving: ReadonlyMap<string, number>,
): PlacedCard {
  const inner = width - 2 * PAD;
  const room = inner - 2 * PAD - 6;
  const heading = fitText(card.heading, inner, TEXT.heading, { bold: true, maximumLines: 8 });
  let down = y + PAD + heading.length * TEXT.heading * TEXT.line + PAD;
  const items = card.items.map(({ id, kind, stops = false, label, note = '' }): PlacedItem => {
    const text = {
      label: fitText(label, room, TEXT.item, { maximumLines: 4 }),
      note: note === '' ? [] : fitText(note, room, TEXT.note, { maximumLines: 12 }),
    };
    const needed = (text.label.length * TEXT.item + text.note.length * TEXT.note) * TEXT.line + PAD;
    const height = Math.ceil(Math.max(needed, ((arriving.get(id) ?? 0) + 1) * PER_LINE));
    const placed = { id, kind, stops, x: x + PAD, y: down, width: inner, height, ...text };
    down += height + ITEM_GAP;
    return placed;
  });
  return { x, y, width, height: down - ITEM_GAP + PAD - y, heading, items };
}

const moveDown = (card: PlacedCard, by: number): PlacedCard => ({
  ...card,
  y: card.y + by,
  items: card.items.map((item) => ({ ...item, y: item.y + by })),
});

/**
 * Lines from right edge to left edge; inside one column from the lower edge to the upper. Several lines at one edge are
 * spread over it in the order of their other ends, so that they do not cross there.
 */
function placeLinks(
  { links }: FlowDiagram,
  items: readonly PlacedItem[],
  fenceAfter: (id: string) => number | undefined,
): readonly PlacedLink[] {
  const places = new Map(items.map((item) => [item.id, item]));
  const ends = links.flatMap(({ kind, from: fromId, to: toId }) => {
    const from = places.get(fromId);
    const to = places.get(toId);
    return from === undefined || to === undefined ? [] : [{ kind, from, to, down: to.x <= from.x }];
  });
  type Ends = (typeof ends)[number];
  const spread = (link: Ends, side: 'from' | 'to'): number => {
    const other = side === 'from' ? 'to' : 'from';
    const beside = ends
      .filter((one) => !one.down && one[side].id === link[side].id)
      .sort((a, b) => a[other].y - b[other].y);
    return link[side].y + (link[side].height * (beside.indexOf(link) + 1)) / (beside.length + 1);
  };
  return ends.map((link) => {
    const { kind, from, to, down } = link;
    if (down) {
      const x = from.x + from.width / 2;
      return { kind, x1: x, y1: from.y + from.height, bend: x, x2: x, y2: to.y };
    }
    const x1 = from.x + from.width;
    const fence = fenceAfter(from.id);
    const bend = fence === undefined ? x1 : fence + 10;
    return { kind, x1, y1: spread(link, 'from'), bend, x2: to.x, y2: spread(link, 'to') };
  });
}
