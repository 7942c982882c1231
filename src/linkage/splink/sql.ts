/* The little SQL that conditions of Splink models are written in, read into a tree. Nothing is run. */

export type Sql =
  | { readonly kind: 'column'; readonly name: string; readonly table: string | undefined }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Sql[] }
  | { readonly kind: 'cast'; readonly of: Sql; readonly type: string }
  | { readonly kind: 'is-null'; readonly of: Sql }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Sql; readonly right: Sql }
  | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: Sql; readonly right: Sql }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Sql[] }
  | { readonly kind: 'not'; readonly of: Sql };
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** Why a condition, or a part of it, has no equal in our models. Caught by the reader of the model, never thrown further. */
export class Untranslated extends Error {}
export const untranslated = (why: string): never => {
  throw new Untranslated(why);
};

interface Token {
  readonly kind: 'name' | 'quoted' | 'text' | 'number' | 'sign';
  readonly text: string;
}

const tokenKinds: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['name', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['quoted', /"(?:[^"]|"")*"|`[^`]*`/y],
  ['text', /'(?:[^']|'')*'/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['sign', /<>|!=|<=|>=|\|\||::|[-+*/%=<>(),.[\]]/y],
];

function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  next: while (at < sql.length) {
    for (const [kind, pattern] of tokenKinds) {
      pattern.lastIndex = at;
      const text = pattern.exec(sql)?.[0];
      if (text === undefined) continue;
      at += text.length;
      if (kind === 'quoted') tokens.push({ kind, text: text.slice(1, -1).replace(/""/g, '"') });
      else if (kind === 'text') tokens.push({ kind, text: text.slice(1, -1).replace(/''/g, "'") });
      else if (kind !== 'space') tokens.push({ kind, text });
      continue next;
    }
    untranslated(`the sign “${sql[at]}” can't be read`);
  }
  return tokens;
}

const comparators: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const DEEPEST = 40;

/** Reads a condition. Throws `Untranslated`. */
export function parseSql(sql: string): Sql {
  const tokens = tokensOf(sql);
  let at = 0;
  let depth = 0;

  const sign = (text: string): boolean => {
    const token = tokens[at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    at += 1;
    return true;
  };
  const word = (text: string): boolean => {
    const token = tokens[at];
    if (token?.kind !== 'name' || token.text.toLowerCase() !== text) return false;
    at += 1;
    return true;
  };
  const need = (found: boolean, what: string): void => {
    if (!found) untranslated(`“${what}” is expected before “${tokens[at]?.text ?? 'the end'}”`);
  };

  const list = (kind: 'and' | 'or', part: () => Sql): Sql => {
    const of = [part()];
    while (word(kind)) of.push(part());
    return of.length === 1 ? (of[0] as Sql) : { kind, of };
  };
  const condition = (): Sql => {
    depth += 1;
    if (depth > DEEPEST) untranslated('it is nested too deep');
    const read = list('or', () => list('and', negation));
    depth -= 1;
    return read;
  };
  const negation = (): Sql => (word('not') ? { kind: 'not', of: negation() } : comparison());
  const comparison = (): Sql => {
    let left = sum();
    for (;;) {
      const token = tokens[at];
      const operator = token?.kind === 'sign' ? comparators[token.text] : undefined;
      if (operator !== undefined) {
        at += 1;
        left = { kind: 'compare', operator, left, right: sum() };
      } else if (word('is')) {
        const not = word('not');
        need(word('null'), 'null');
        left = not ? { kind: 'not', of: { kind: 'is-null', of: left } } : { kind: 'is-null', of: left };
      } else return left;
    }
  };
  const leftToRight = (signs: readonly string[], part: () => Sql): Sql => {
    let left = part();
    for (;;) {
      const operator = signs.find(sign);
      if (operator === undefined) return left;
      left = { kind: 'arithmetic', operator, left, right: part() };
    }
  };
  const sum = (): Sql => leftToRight(['+', '-', '||'], () => leftToRight(['*', '/', '%'], postfixed));
  const postfixed = (): Sql => {
    let of = primary();
    while (sign('::')) of = { kind: 'cast', of, type: typeName() };
    if (sign('[')) untranslated('members of lists are not looked at');
    return of;
  };
  const typeName = (): string => {
    const token = tokens[at++];
    return token?.kind === 'name' ? token.text.toLowerCase() : untranslated('a type is expected');
  };

  const primary = (): Sql => {
    const token = tokens[at] ?? untranslated('it ends too early');
    at += 1;
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'sign') {
      if (token.text === '(') {
        const inner = condition();
        need(sign(')'), ')');
        return inner;
      }
      if (token.text === '-') {
        const of = primary();
        if (of.kind === 'number') return { kind: 'number', value: -of.value };
      }
      return untranslated(`“${token.text}” is not expected`);
    }
    if (token.kind === 'name') {
      const name = token.text.toLowerCase();
      if (name === 'case') return untranslated('CASE within a condition');
      if (sign('(')) return name === 'cast' || name === 'try_cast' ? cast() : call(name);
    }
    if (!sign('.')) return { kind: 'column', name: token.text, table: undefined };
    const column = tokens[at++];
    if (column?.kind !== 'name' && column?.kind !== 'quoted') return untranslated('a column is expected');
    return { kind: 'column', name: column.text, table: token.text.toLowerCase() };
  };
  const cast = (): Sql => {
    const of = condition();
    need(word('as'), 'as');
    const type = typeName();
    need(sign(')'), ')');
    return { kind: 'cast', of, type };
  };
  const call = (name: string): Sql => {
    const of: Sql[] = [];
    if (!sign(')')) {
      do of.push(condition());
      while (sign(','));
      need(sign(')'), ')');
    }
    return { kind: 'call', name, of };
  };

  const read = condition();
  if (at < tokens.length) untranslated(`“${tokens[at]?.text}” is not expected`);
  return read;
}
