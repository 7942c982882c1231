// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { ByteDictionary } from './encoded.ts';
import type { Dictionary } from './scan/scan-plan.ts';

/*
 * Values as runs of letters for measures of likeness. A letter is a code point; of a raw field it is a byte. Letters
 * are bytes while a column has few different ones, and numbers of 16 bits otherwise.
 */

/** The bytes as they are. */
export const bytesAsLetters = ({ count, starts, bytes }: ByteDictionary): Dictionary => ({
  count,
  starts,
  letters: bytes,
});

/** The code points of values in UTF-8. ASCII is its own letters. */
export function lettersOfBytes(dictionary: ByteDictionary): Dictionary {
  const { count, starts: from, bytes } = dictionary;
  if (bytes.every((byte) => byte < 0x80)) return bytesAsLetters(dictionary);
  const numbered = numberedLetters();
  const points = new Uint16Array(bytes.length);
  const starts = new Uint32Array(count + 1);
  let to = 0;
  for (let code = 0; code < count; code++) {
    starts[code] = to;
    const end = from[code + 1]!;
    for (let at = from[code]!; at < end; ) {
      const lead = bytes[at]!;
      const more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      let point = more === 0 ? lead : lead & (0x3f >> more);
      for (let k = 1; k <= more; k++) point = (point << 6) | (bytes[at + k]! & 0x3f);
      points[to++] = numbered.of(point);
      at += more + 1;
    }
  }
  starts[count] = to;
  return numbered.finish(starts, points.subarray(0, to));
}

/** The code points of texts. */
export function lettersOfTexts(texts: readonly string[]): Dictionary {
  const numbered = numberedLetters();
  const points = new Uint16Array(texts.reduce((sum, { length }) => sum + length, 0));
  const starts = new Uint32Array(texts.length + 1);
  let to = 0;
  for (let code = 0; code < texts.length; code++) {
    starts[code] = to;
    const text = texts[code]!;
    for (let unit = 0; unit < text.length; unit++) {
      const point = text.codePointAt(unit)!;
      if (point > 0xffff) unit++;
      points[to++] = numbered.of(point);
    }
  }
  starts[texts.length] = to;
  return numbered.finish(starts, points.subarray(0, to));
}

/** Numbers letters from 1 in order of first use, so that their numbers stay small. */
function numberedLetters() {
  const numbers = new Map<number, number>();
  return {
    of(point: number): number {
      let number = numbers.get(point);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(point, number);
      }
      return number;
    },
    finish: (starts: Uint32Array, points: Uint16Array): Dictionary => ({
      count: starts.length - 1,
      starts,
      letters: numbers.size < 256 ? Uint8Array.from(points) : points,
    }),
  };
}
