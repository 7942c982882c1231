import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { concatBytes, type Digest, digestOf, parseInstant, utf8 } from '#kernel';
import { systemServices } from '../services.ts';
import type { NodeEvent } from './events.ts';
import { FIRST, journalLine, readJournal } from './format.ts';
import { takeLock } from './lock.ts';

const at = parseInstant('2026-11-21T10:00:00Z');
const event = (i: number): NodeEvent => ({ kind: 'key-made', post: `post-${i}`, keyId: 'ab'.repeat(32) });

const journalOf = (count: number): Uint8Array => {
  let last: Digest = FIRST;
  return concatBytes(
    ...Array.from({ length: count }, (_, i) => {
      const line = journalLine(i + 1, last, at, event(i));
      last = digestOf(line.subarray(0, -1));
      return line;
    }),
  );
};

describe('the journal', () => {
  it('gives back what was written', () => {
    const { entries, length } = readJournal(journalOf(3));
    expect(entries.map((entry) => entry.event)).toEqual([event(0), event(1), event(2)]);
    expect(length).toBe(journalOf(3).length);
  });

  it('cut off anywhere by a crash, it loses no line that was whole', () => {
    const whole = journalOf(4);
    const ends = [...whole.keys()].filter((i) => whole[i] === 10).map((i) => i + 1);
    void fc.assert(
      fc.property(fc.nat(whole.length), (cut) => {
        const { entries, length } = readJournal(whole.subarray(0, cut));
        expect(entries).toHaveLength(ends.filter((end) => end <= cut).length);
        expect(length).toBe(Math.max(0, ...ends.filter((end) => end <= cut)));
      }),
    );
  });

  it('any changed byte before the last line is found', () => {
    const whole = journalOf(3);
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    void fc.assert(
      fc.property(fc.nat(lastLine - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Uint8Array.from(whole);
        changed[place] = (changed[place] ?? 0) ^ change;
        expect(() => readJournal(changed)).toThrow(expect.objectContaining({ code: 'NODE_JOURNAL_DAMAGED' }));
      }),
    );
  });

  it('a line taken out, doubled or moved is found', () => {
    const lines = Buffer.from(journalOf(3)).toString().trimEnd().split('\n');
    const [a, b, c] = lines;
    for (const order of [
      [a, c],
      [a, b, b, c],
      [b, a, c],
      [b, c],
    ])
      expect(() => readJournal(utf8(`${order.join('\n')}\n`))).toThrow(
        expect.objectContaining({ code: 'NODE_JOURNAL_DAMAGED' }),
      );
  });
});

describe('the lock', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-lock-'));
  const file = path.join(folder, 'journal.lock');
  const services = systemServices();
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('is held by one command at a time', () => {
    const lock = takeLock(file, services);
    expect(() => takeLock(file, services)).toThrow(expect.objectContaining({ code: 'NODE_BUSY' }));
    lock.release();
    takeLock(file, services).release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process that is gone', '4194303 1 token\n'],
    ['another process that got the same id since', `${process.pid} 1 token\n`],
  ])('of %s is taken over', (_, content) => {
    fs.writeFileSync(file, content);
    const lock = takeLock(file, services);
    lock.check();
    lock.release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('a command whose lock was taken away writes nothing more', () => {
    const lock = takeLock(file, services);
    fs.writeFileSync(file, 'somebody else');
    expect(() => lock.check()).toThrow(expect.objectContaining({ code: 'NODE_LOCK_LOST' }));
    lock.release();
    expect(fs.readFileSync(file, 'utf8')).toBe('somebody else');
  });
});
