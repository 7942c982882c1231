import { round } from '#web/kit';
import { AXIS, INK, SIZE, TONES } from './look.ts';
import { box, type Frame, label, picture, rule } from './svg.ts';

export interface GraphPicture extends Omit<Frame, 'width' | 'height'> {
  readonly nodes: readonly { readonly name: string; readonly second: boolean }[];
  /** `weight` is written on the line; lines that are not links are dashed. */
  readonly edges: readonly {
    readonly a: number;
    readonly b: number;
    readonly text: string;
    readonly linked: boolean;
    readonly weakest: boolean;
  }[];
}

const WIDTH = 560;
const NODE = 19;
/** The ring is so much wider than high. */
const WIDE = 1.35;
/** With more links than this their weights would lie on each other: only the weakest has its own. */
const MOST_TEXTS = 12;

/** Records in a ring, and lines between them. A record of the second file is a square. */
export function graphPicture({ nodes, edges, ...frame }: GraphPicture): string {
  const radius = Math.min(nodes.length < 4 ? 90 : 60 + nodes.length * 15, (WIDTH / 2 - NODE - 4) / WIDE);
  const many = edges.filter(({ linked }) => linked).length > MOST_TEXTS;
  // Two stand side by side, so they need no height.
  const height = (nodes.length === 2 ? 0 : 2 * radius) + 2 * NODE + 40;
  const centre = { x: WIDTH / 2, y: height / 2 };
  const places = nodes.map((_, n) => {
    const turn = (2 * Math.PI * n) / nodes.length - (nodes.length === 2 ? Math.PI : Math.PI / 2);
    return { x: centre.x + radius * WIDE * Math.cos(turn), y: centre.y + radius * Math.sin(turn) };
  });
  const at = (n: number) => places[n] ?? centre;
  // Texts on lines that cross in the middle would lie on each other: each stands a third of the way along.
  const share = nodes.length < 4 ? 0.5 : 0.32;
  const body = [
    ...edges.map(({ a, b, linked, weakest }) =>
      rule(
        at(a).x,
        at(a).y,
        at(b).x,
        at(b).y,
        weakest ? TONES.against : linked ? TONES.for : AXIS,
        weakest ? 4 : linked ? (many ? 1.5 : 2.5) : 1,
        linked ? '' : '3 4',
      ),
    ),
    ...edges
      .filter(({ linked, weakest }) => weakest || (linked && !many) || nodes.length < 5)
      .map(({ a, b, text, weakest }) => {
        const x = at(a).x + (at(b).x - at(a).x) * share;
        const y = at(a).y + (at(b).y - at(a).y) * share;
        const wide = text.length * 7 + 8;
        return (
          box(x - wide / 2, y - 9, wide, 18, '#fff') +
          label(text, x, y + 4.5, { size: SIZE.small, anchor: 'middle', bold: weakest })
        );
      }),
    ...nodes.map(({ name, second }, n) => {
      const { x, y } = at(n);
      const shape = second
        ? box(x - NODE, y - NODE, 2 * NODE, 2 * NODE, '#fff', ` stroke="${INK}" stroke-width="2"`)
        : `<circle cx="${round(x)}" cy="${round(y)}" r="${NODE}" fill="#fff" stroke="${INK}" stroke-width="2"/>`;
      return shape + label(name, x, y + 5, { anchor: 'middle', bold: true });
    }),
  ];
  return picture({ ...frame, width: WIDTH, height }, body);
}
