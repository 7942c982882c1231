import type { Rule } from '#agreement';

/** The fields that a rule looks at, each once, in order. */
export function fieldsOfRule(rule: Rule): readonly string[] {
  const all = (rules: readonly Rule[]) => rules.flatMap(fieldsOfRule);
  const found =
    'compare' in rule
      ? [rule.compare.field]
      : 'in' in rule
        ? [rule.in.field]
        : 'between' in rule
          ? [rule.between.field]
          : 'present' in rule
            ? [rule.present]
            : 'sum' in rule
              ? rule.sum.fields
              : 'all' in rule
                ? all(rule.all)
                : 'any' in rule
                  ? all(rule.any)
                  : 'not' in rule
                    ? fieldsOfRule(rule.not)
                    : all(rule.count.of);
  return [...new Set(found)];
}
