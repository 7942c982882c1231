import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from './main.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-cite-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function cite(name: string, content: string | Uint8Array, ...more: string[]) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  const said = { out: [] as string[], err: [] as string[] };
  const terminal = {
    out: (text: string) => said.out.push(text),
    err: (text: string) => said.err.push(text),
    interactive: false,
    ownProcess: false,
  };
  const exit = await main(['cite', file, ...more], [], terminal);
  return { exit, out: said.out.join('\n'), err: said.err.join('\n') };
}

const word = (...paragraphs: string[]): Uint8Array =>
  zipSync({
    'word/document.xml': strToU8(
      '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
        `${paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
    ),
  });

const WRONG = 'Digital Economy Act 2017, Chapter 4, section 48';
const RIGHT = 'Digital Economy Act 2017, Chapter 3, section 48';

describe('stile cite', () => {
  it('ends with 0 when nothing is wrong, 5 when something is', async () => {
    expect((await cite('right.txt', RIGHT)).exit).toBe(0);
    expect((await cite('none.txt', 'Nothing here.')).exit).toBe(0);
    expect((await cite('unknown.txt', 'section 131 of the Housing Act 1996')).exit).toBe(0);
    expect((await cite('wrong.txt', WRONG)).exit).toBe(5);
  });

  it('says where: line and column in a text, the paragraph in a Word file', async () => {
    const text = JSON.parse((await cite('a.md', `\uFEFFOne.\r\n\r\nUnder ${WRONG}.`, '--json')).out);
    expect(text.findings[0]).toMatchObject({
      at: { line: 3, column: 7 },
      words: WRONG,
      citation: 'DEA2017 s.48',
    });
    const file = JSON.parse((await cite('a.docx', word('One.', '', `Under ${WRONG}.`), '--json')).out);
    expect(file.findings[0]).toMatchObject({ at: { part: 'text', paragraph: 2 }, words: WRONG });
    expect(file).toMatchObject({ ok: false });
  });

  it('tells what is wrong first, and lists what is right when asked', async () => {
    const content = `${RIGHT}. Also ${WRONG}.`;
    const { out } = await cite('both.txt', content);
    expect(out).toMatch(/^Wrong \(1\)\n {2}line 1, column 55: .*\n {6}Section 48 is in Chapter 3/);
    expect(out).toContain('1 wrong, 0 not checked, 1 right (list them with --all).');
    expect(out).not.toContain('Right (');
    expect((await cite('both.txt', content, '--all')).out).toContain(
      `Right (1)\n  line 1, column 1: ${RIGHT}`,
    );
  });

  it('looks at a day when asked', async () => {
    const text = 'Digital Economy Act 2017, Schedule 7, paragraph 5A';
    expect((await cite('day.txt', text)).exit).toBe(0);
    expect((await cite('day.txt', text, '--on', '2020-01-01')).exit).toBe(5);
    expect((await cite('day.txt', text, '--on', 'yesterday')).err).toContain('[DATE_INVALID]');
  });

  it.each([
    ['a.pdf', '%PDF-1.7'],
    ['a.rtf', '{\\rtf1 section 48}'],
    ['a.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0])],
    ['latin.txt', new Uint8Array([0x73, 0xa3])],
    ['broken.docx', 'PK\u0003\u0004'],
    ['named-word.docx', 'Section 36 of the Digital Economy Act 2017.'],
    ['empty.docx', ''],
  ])('%s is bad input: exit code 4, with what to do', async (name, content) => {
    const { exit, out, err } = await cite(name, content);
    expect([exit, out]).toEqual([4, '']);
    expect(err).toContain('What to do:');
  });

  it('prints the citation, and nothing that stands around it', async () => {
    const { out } = await cite(
      'private.txt',
      `Ada Archwood is in debt. ${WRONG}, so Ada Archwood pays.`,
      '--all',
    );
    expect(out).not.toContain('Archwood');
  });
});
