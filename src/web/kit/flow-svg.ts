import {
  type FlowDiagram,
  type FlowKind,
  layOutFlow,
  PAD,
  type PlacedCard,
  type PlacedItem,
  type PlacedLink,
  TEXT,
} from './flow-picture.ts';
import { escaped, round } from './svg.ts';
import { fitText, textWidth } from './text-fit.ts';

/** Line, edge and ground of each kind; dashes tell them apart without colour. Contrast is checked by the browser tests. */
const LOOK: Readonly<
  Record<FlowKind, { readonly line: string; readonly ground: string; readonly dash?: string }>
> = {
  reference: { line: '#383f43', ground: '#eef0f1', dash: '2 4' },
  matching: { line: '#1d70b8', ground: '#e8f1f8' },
  fact: { line: '#0f7a52', ground: '#e5f2ec', dash: '10 4' },
  stays: { line: '#b03030', ground: '#fdf1f0', dash: '5 4' },
};

const LEGEND: readonly (readonly [kind: FlowKind, text: string])[] = [
  ['reference', 'own reference'],
  ['matching', 'used to find the same person'],
  ['fact', 'a yes or no'],
  ['stays', 'stops at the fence'],
];

const INK = '#0b0c0c';

const lines = (text: readonly string[], x: number, y: number, size: number, more = ''): string =>
  text
    .map((line, index) => {
      const baseline = round(y + size * 0.95 + index * size * TEXT.line);
      return `<text x="${round(x)}" y="${baseline}" font-size="${size}" fill="${INK}"${more}>${escaped(line)}</text>`;
    })
    .join('');

const stroke = (kind: FlowKind): string => {
  const { line, dash } = LOOK[kind];
  return `stroke="${line}" stroke-width="2"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`} fill="none"`;
};

function drawItem(item: PlacedItem): string {
  const { line, ground } = LOOK[item.kind];
  const top = item.y + PAD / 2;
  return [
    `<rect x="${item.x}" y="${round(item.y)}" width="${item.width}" height="${item.height}" fill="${ground}"/>`,
    `<rect x="${item.x}" y="${round(item.y)}" width="5" height="${item.height}" fill="${line}"/>`,
    lines(item.label, item.x + PAD + 6, top, TEXT.item),
    lines(item.note, item.x + PAD + 6, top + item.label.length * TEXT.item * TEXT.line, TEXT.note),
  ].join('');
}

const drawCard = (card: PlacedCard): string =>
  [
    `<rect x="${card.x}" y="${round(card.y)}" width="${card.width}" height="${round(card.height)}" fill="#fff" stroke="#8a9296"/>`,
    lines(card.heading, card.x + PAD, card.y + PAD, TEXT.heading, ' font-weight="700"'),
    ...card.items.map(drawItem),
  ].join('');

function drawLink({ kind, x1, y1, bend, x2, y2 }: PlacedLink): string {
  const [a, b, c, d] = [x1, y1, x2, y2].map(round);
  const middle = round((bend + x2) / 2);
  const [path, tip] =
    x1 === x2
      ? [`M${a} ${b}V${round(y2 - 9)}`, `M${c} ${d}l-5 -9h10z`]
      : [
          `M${a} ${b}H${round(bend)}C${middle} ${b} ${middle} ${d} ${round(x2 - 9)} ${d}`,
          `M${c} ${d}l-9 -5v10z`,
        ];
  return `<path d="${path}" ${stroke(kind)}/><path d="${tip}" fill="${LOOK[kind].line}"/>`;
}

function drawLegend(y: number): string {
  let x = 2;
  return LEGEND.map(([kind, text]) => {
    const drawn = `<path d="M${round(x)} ${y}h40" ${stroke(kind)}/>${lines([text], x + 48, y - 9, TEXT.note)}`;
    x += 48 + textWidth(text, TEXT.note) + 36;
    return drawn;
  }).join('');
}

/** The diagram as SVG text: presentation attributes only, so that the strictest content security policy lets it be drawn. */
export function drawFlow(diagram: FlowDiagram): string {
  const flow = layOutFlow(diagram);
  const legendHeight = 34;
  const height = round(flow.height + legendHeight);
  const fences = flow.fences.map(
    ({ x, label, from, to }) =>
      `<path d="M${x} ${from}V${round(to)}" stroke="${INK}" stroke-width="4"/>` +
      `<path d="M${x - 6} ${from}V${round(to)}M${x + 6} ${from}V${round(to)}" stroke="${INK}" stroke-width="1"/>` +
      lines(
        fitText(label, 112, TEXT.note, { bold: true, maximumLines: 2 }),
        x - 36,
        6,
        TEXT.note,
        ' font-weight="700"',
      ),
  );
  const stops = flow.stops.map(
    ({ x1, x2, y }) =>
      `<path d="M${x1} ${round(y)}H${x2}" ${stroke('stays')}/><path d="M${x2} ${round(y - 8)}v16" stroke="${LOOK.stays.line}" stroke-width="4"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${flow.width} ${height}" role="img" aria-labelledby="flow-title flow-description">`,
    `<title id="flow-title">${escaped(diagram.title)}</title>`,
    `<desc id="flow-description">${escaped(diagram.description)}</desc>`,
    ...flow.headings.map(({ x, lines: text }) => lines(text, x, 4, TEXT.heading, ' font-weight="700"')),
    ...fences,
    ...flow.cards.map(drawCard),
    ...stops,
    ...flow.links.map(drawLink),
    drawLegend(round(flow.height + 16)),
    '</svg>',
  ].join('\n');
}
