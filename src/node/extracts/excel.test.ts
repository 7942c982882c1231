import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { readExcel } from './excel.ts';
import type { RowFlaw, RowSink } from './raw-table.ts';
import type { ExtractSource } from './source.ts';

/** A ZIP file (PKWARE APPNOTE 6.3) whose entries are not packed. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(zlib.crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook (ECMA-376) of sheets given as XML rows; style 1 is a date. */
function workbook(...sheets: readonly string[]): Buffer {
  const list = (item: (n: number) => string): string => sheets.map((_, i) => item(i + 1)).join('');
  const sheetFiles = Object.fromEntries(
    sheets.map((rows, i) => [
      `xl/worksheets/sheet${i + 1}.xml`,
      `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    ]),
  );
  return zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list((n) => `<sheet name="S${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}">${list((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ...sheetFiles,
  });
}

const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const header = `<row r="1">${text('A1', 'ref')}${text('B1', 'born')}</row>`;

async function read(bytes: Buffer): Promise<{ names: readonly string[]; rows: (string | undefined)[][] }> {
  const rows: (string | undefined)[][] = [];
  let names: readonly string[] = [];
  let row: string[] = [];
  const sink: RowSink = {
    rows: 0,
    cell(position, cell, start, end) {
      row[position] = Buffer.from(cell).toString('utf8', start, end);
    },
    endRow(flaw?: RowFlaw) {
      rows.push(flaw === undefined ? row : [flaw]);
      row = [];
    },
  };
  const source = {
    path: 'x.xlsx',
    size: bytes.length,
    async *bytes() {
      yield bytes;
    },
  };
  await readExcel(source as Partial<ExtractSource> as ExtractSource, (found) => {
    names = found;
    return sink;
  });
  return { names, rows };
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => (isStileError(error) ? error.code : String(error)),
  );

describe('an Excel workbook', () => {
  it('gives dates as YYYY-MM-DD, numbers with their digits, empty cells as nothing', async () => {
    // 29280 is 29 February 1980 in Excel's count of days.
    const rows =
      `<row r="2">${text('A2', 'p1 ')}<c r="B2" s="1"><v>29280</v></c></row>` +
      '<row r="3"><c r="A3"><v>0012345</v></c></row>' +
      '<row r="4"><c r="A4"><v>123456789012345</v></c><c r="B4" t="b"><v>1</v></c></row>';
    expect(await read(workbook(header + rows))).toEqual({
      names: ['ref', 'born'],
      rows: [
        ['p1 ', '1980-02-29'],
        ['0012345', ''],
        ['123456789012345', 'true'],
      ],
    });
  });

  it('rejects a row whose number has lost digits, and a row with a cell beyond the header', async () => {
    const rows =
      '<row r="2"><c r="A2"><v>1.2345678901234567E+19</v></c></row>' +
      `<row r="3">${text('A3', 'p1')}${text('C3', 'more')}</row>`;
    expect((await read(workbook(header + rows))).rows).toEqual([['number-too-long'], ['ragged-row']]);
  });

  it('with more than one sheet in use is refused', async () => {
    expect(await refusal(read(workbook(header, header)))).toBe('EXTRACT_EXCEL_SHEETS');
  });

  it('that holds nothing, or is no workbook, is refused', async () => {
    expect(await refusal(read(workbook('')))).toBe('EXTRACT_EMPTY');
    expect(await refusal(read(zip({ 'a.txt': 'a' })))).toBe('EXTRACT_EXCEL_UNREADABLE');
    const whole = workbook(header);
    expect(await refusal(read(whole.subarray(0, whole.length - 30)))).toBe('EXTRACT_EXCEL_UNREADABLE');
  });
});
