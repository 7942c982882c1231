import { isDateFormat } from '../dates.ts';
import { isSafePattern } from '../derive.ts';
import type { Derivation, FieldKind, LinkageField } from '../model.ts';
import { type Sql, untranslated } from './sql.ts';

/* What Splink's conditions compute from one column of one side, as fields of our model. */

export type Side = 'left' | 'right';

/** One side's column, and what is made from its value. */
export interface Operand {
  readonly column: string;
  readonly side: Side;
  readonly steps: readonly Derivation[];
}

const textTypes = ['text', 'varchar', 'string', 'char', 'bpchar'];

const wholeNumber = (sql: Sql | undefined): number =>
  sql?.kind === 'number' && Number.isInteger(sql.value)
    ? sql.value
    : untranslated('a whole number is expected');
const literal = (sql: Sql | undefined): string =>
  sql?.kind === 'text' ? sql.value : untranslated('a text in quotes is expected');

/** The side is said by the table (`l.name`) in blocking rules, by the ending (`name_l`) in comparisons. */
function columnOperand({ name, table }: Extract<Sql, { kind: 'column' }>): Operand {
  if (table !== undefined) {
    if (table !== 'l' && table !== 'r') untranslated(`the table “${table}” is neither l nor r`);
    return { column: name, side: table === 'l' ? 'left' : 'right', steps: [] };
  }
  const ending = name.slice(-2).toLowerCase();
  if (ending !== '_l' && ending !== '_r') untranslated(`the column “${name}” is of no side`);
  return { column: name.slice(0, -2), side: ending === '_l' ? 'left' : 'right', steps: [] };
}

function callSteps(name: string, args: readonly Sql[]): readonly Derivation[] {
  switch (name) {
    case 'lower':
    case 'upper':
    case 'trim':
      return args.length === 1 ? [{ step: name }] : untranslated(`${name} of more than one value`);
    case 'lcase':
      return [{ step: 'lower' }];
    case 'ucase':
      return [{ step: 'upper' }];
    case 'substr':
    case 'substring':
      return [
        {
          step: 'part',
          from: wholeNumber(args[1]),
          length: args[2] === undefined ? 1000 : wholeNumber(args[2]),
        },
      ];
    case 'left':
      return [{ step: 'part', from: 1, length: wholeNumber(args[1]) }];
    case 'nullif': {
      // The empty text is missing anyhow.
      const text = literal(args[1]);
      return text === '' ? [] : [{ step: 'unless', text }];
    }
    case 'regexp_extract':
      if (args.length > 3) untranslated('regexp_extract with options');
      return [
        {
          step: 'pattern',
          pattern: literal(args[1]),
          group: args[2] === undefined ? 0 : wholeNumber(args[2]),
        },
      ];
    case 'try_strptime':
    case 'strptime':
      return [{ step: 'date', format: literal(args[1]) }];
    default:
      return untranslated(`there is no equal of ${name}`);
  }
}

/** Only steps that the model lets stand. */
const allowed = (step: Derivation): Derivation => {
  if (
    step.step === 'pattern' &&
    !(isSafePattern(step.pattern) && step.pattern.length <= 200 && step.group <= 9)
  )
    untranslated(`the pattern ${step.pattern} is not a simple one`);
  if (step.step === 'date' && !isDateFormat(step.format)) untranslated(`the format ${step.format}`);
  if (step.step === 'part' && !(inRange(step.from) && inRange(step.length)))
    untranslated('a part that is not 1 to 1,000 letters');
  if ((step.step === 'unless' || step.step === 'only') && step.text.length > 200) untranslated('a long text');
  return step;
};
const inRange = (count: number): boolean => count >= 1 && count <= 1000;

/** What a value expression computes. Throws `Untranslated`. */
export function operandOf(sql: Sql): Operand {
  if (sql.kind === 'column') return columnOperand(sql);
  if (sql.kind === 'cast') {
    const of = operandOf(sql.of);
    if (textTypes.includes(sql.type)) return of;
    if (sql.type === 'date') return { ...of, steps: [...of.steps, { step: 'date', format: '%Y-%m-%d' }] };
    return untranslated(`a cast to ${sql.type}`);
  }
  if (sql.kind === 'call' && sql.of[0] !== undefined) {
    const of = operandOf(sql.of[0]);
    return { ...of, steps: [...of.steps, ...callSteps(sql.name, sql.of).map(allowed)] };
  }
  return untranslated(`“${sql.kind}” in place of a column`);
}

/** The fields of a model that is being read: one for each column, one for each thing that is made from a column. */
export interface FieldBook {
  /** The name of the field; made when it is new. */
  fieldOf(column: string, steps: readonly Derivation[], kind?: FieldKind): string;
  all(): LinkageField[];
}

export function newFieldBook(): FieldBook {
  const fields = new Map<string, LinkageField>();
  const taken = new Set<string>();
  const book: FieldBook = {
    fieldOf(column, steps, kind = 'raw') {
      const key = JSON.stringify([column, steps]);
      const known = fields.get(key);
      if (known !== undefined) {
        if (known.kind !== kind) {
          if (known.kind !== 'raw' && kind !== 'raw')
            untranslated(`“${column}” is a ${known.kind} elsewhere`);
          fields.set(key, { ...known, kind: known.kind === 'raw' ? kind : known.kind });
        }
        return known.name;
      }
      if (steps.length === 0) {
        const name = freshName(column, taken);
        fields.set(key, name === column ? { name, kind } : { name, kind, column });
        return name;
      }
      if (steps.length > 6) untranslated('more than six steps make a value');
      const source = book.fieldOf(column, []);
      const name = freshName(`${source}_${steps.map(endingOf).join('_')}`, taken);
      fields.set(key, { name, kind, from: { field: source, by: [...steps] } });
      return name;
    },
    all: () => [...fields.values()],
  };
  return book;
}

const endingOf = (step: Derivation): string => {
  if (step.step === 'part')
    return step.from === 1 ? `first_${step.length}` : `from_${step.from}_${step.length}`;
  return step.step;
};

/** A name that the model allows and that is not taken: the same, or as near as can be. */
export function freshName(wanted: string, taken: Set<string>): string {
  const plain = wanted.toLowerCase().replace(/[^a-z0-9_-]+/g, '_');
  const base = (/^[a-z]/.test(plain) ? plain : `f_${plain}`).slice(0, 56);
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
  taken.add(name);
  return name;
}
