import {
  canonicalise,
  type Digest,
  digestOf,
  fail,
  type Instant,
  parseStrict,
  utf8,
  utf8Text,
} from '#kernel';
import type { JournalEntry, NodeEvent } from './events.ts';

/** The digest that the first line names as the one before it. */
export const FIRST: Digest = digestOf(new Uint8Array());

/**
 * One line of the journal: canonical JSON with its number, the time, the digest of the line before and the event,
 * and a newline. The newline is written last, so a line without one never counted.
 */
export function journalLine(number: number, previous: Digest, at: Instant, event: NodeEvent): Uint8Array {
  return utf8(`${utf8Text(canonicalise({ number, previous, at, event }))}\n`);
}

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Digest of the last whole line, without its newline. */
  readonly last: Digest;
  /** Bytes up to the end of the last whole line; what follows was cut short by a crash. */
  readonly length: number;
}

interface Line {
  readonly number: number;
  readonly previous: Digest;
  readonly at: Instant;
  readonly event: NodeEvent;
}

/**
 * Reads a journal. Bytes after the last newline are a line that a crash cut short: they are left out of `length`.
 * Any other damage throws `NODE_JOURNAL_DAMAGED`, since a committed event would be lost by going on.
 */
export function readJournal(bytes: Uint8Array): Journal {
  const entries: JournalEntry[] = [];
  let last = FIRST;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const whole = bytes.subarray(start, end);
    const line = readLine(whole, entries.length + 1);
    if (line.number !== entries.length + 1 || line.previous !== last)
      return fail('NODE_JOURNAL_DAMAGED', {
        line: entries.length + 1,
        reason: 'it does not follow the line before',
      });
    entries.push({ at: line.at, event: line.event });
    last = digestOf(whole);
    start = end + 1;
  }
  return { entries, last, length: start };
}

function readLine(bytes: Uint8Array, line: number): Line {
  try {
    return parseStrict(bytes) as unknown as Line;
  } catch (cause) {
    return fail('NODE_JOURNAL_DAMAGED', { line, reason: 'it is not JSON' }, { cause });
  }
}
