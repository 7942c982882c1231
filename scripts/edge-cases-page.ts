import { edgeCases } from '../test/linkage/cases/index.ts';
import type { EdgeCase, FileContent } from '../test/linkage/edge-case.ts';

/** What comes of hard inputs to `stile link`, from the tables that test it. */
export function edgeCasesPage(): string {
  return [
    '# Hard inputs to linkage',
    '',
    'Each line is a test: the files are given to `stile link predict` as they are, and what is written is compared to the last cell.',
    'Where a cell begins with “match”, the model is trained first.',
    '',
    'Unless a line says otherwise, files have the columns `id,forename,surname,dob`, and all lines share one model, whose weights can',
    'be added up by hand. Equal forenames count +3, equal surnames +4, equal dates of birth +5, different ones -3; a missing value counts 0. Records',
    'are compared when they have the surname or the date of birth in common. Pairs of at least 0 are linked.',
    '',
    ...edgeCases.flatMap(({ title, cases }) => [
      `## ${title}`,
      '',
      '| what is hard | files | what comes of it |',
      '|---|---|---|',
      ...cases.map(row),
      '',
    ]),
  ].join('\n');
}

const row = (edge: EdgeCase): string =>
  `| ${cell(edge.what)} | ${filesOf(edge)} | ${[commandOf(edge), ...resultsOf(edge), edge.note ?? '']
    .filter((part) => part !== '')
    .map(cell)
    .join('<br>')} |`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Signs that can't be seen are written as their numbers. */
const visible = (text: string): string =>
  text.replace(
    /[\0\r\n\ufeff\u200f\u00a0]|[\u0300-\u036f]/g,
    (sign) =>
      ({ '\r': '\\r', '\n': '\\n', '\0': '\\0' })[sign] ??
      `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const code = (text: string): string => `\`${cell(visible(text))}\``;

const LONGEST = 150;
const MOST_LINES = 6;

function contentOf(content: FileContent): string {
  if ('shown' in content) return cell(content.shown);
  if ('parquet' in content) return `Parquet: ${code(content.parquet.replace(/^SELECT \* FROM /, ''))}`;
  if (!('csv' in content) && !('csvGz' in content))
    return content.length === 0 ? 'a header' : content.map(code).join('<br>');
  const text = 'csv' in content ? content.csv : content.csvGz;
  if (text === '') return 'nothing';
  const lines = text.split('\n').filter((line) => line !== '');
  const cut = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line);
  return [
    ...lines.slice(0, MOST_LINES).map((line) => code(cut(line))),
    ...(lines.length > MOST_LINES ? ['…'] : []),
  ].join('<br>');
}

function filesOf({ files, model, modelShown, options = [] }: EdgeCase): string {
  const contents = files.map(contentOf);
  const shownModel =
    modelShown ??
    (typeof model === 'string' && model !== 'none' ? (model === '' ? 'empty' : code(model)) : '');
  return [
    contents.length === 1 ? contents[0] : contents.map((one, f) => `${'ab'[f]}: ${one}`).join('<br>'),
    shownModel === '' ? '' : `Model: ${cell(shownModel)}.`,
    options.length === 0 ? '' : code(options.map((word) => word.replace(/^@/, '')).join(' ')),
  ]
    .filter((part) => part !== '')
    .join('<br>');
}

const commandOf = ({ command, model }: EdgeCase): string =>
  command === 'match' ? (model === 'none' ? '`match --person`' : '`match`') : '';

const count = (value: number): string => value.toLocaleString('en-GB');
const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

function resultsOf({ pairs, clusters, told, error }: EdgeCase): string[] {
  if (error !== undefined) return [`[\`${error.code}\`](errors.md)`];
  const said: string[] = [];
  if (pairs !== undefined)
    said.push(
      pairs.length === 0
        ? 'Nothing is linked.'
        : pairs.map(([left, right, weight]) => `${code(left)} – ${code(right)}: ${weight}`).join('<br>'),
    );
  else if (clusters !== undefined)
    said.push(
      clusters.flat().length > 12
        ? `${counted(clusters.length, 'cluster')} of ${sizes(clusters)} records`
        : clusters.map((ids) => `One cluster: ${ids.map(code).join(', ')}`).join('<br>'),
    );
  const { records, candidatePairs, linkedPairs, clusters: number, findings = [] } = told ?? {};
  const counts = [
    records === undefined ? '' : counted(records, 'record'),
    candidatePairs === undefined ? '' : `${counted(candidatePairs, 'pair')} compared`,
    linkedPairs === undefined ? '' : `${count(linkedPairs)} linked`,
    number === undefined ? '' : counted(number, 'cluster'),
  ].filter((part) => part !== '');
  if (counts.length > 0) said.push(`Told: ${counts.join(', ')}.`);
  if (findings.length > 0) said.push(`Findings: ${findings.map((one) => `\`${one}\``).join(', ')}.`);
  return said;
}

function sizes(clusters: readonly (readonly string[])[]): string {
  const each = [...new Set(clusters.map((ids) => ids.length))].sort((a, b) => a - b);
  return each.length === 1 ? count(each[0] as number) : `${each[0]} to ${each.at(-1)}`;
}
