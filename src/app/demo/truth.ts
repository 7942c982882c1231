/** One customer of the truth file that the generator wrote. */
export interface TrueCustomer {
  readonly customer: string;
  readonly household: string;
  /** Qualifies by the rule, and nothing excludes them. */
  readonly due: boolean;
}

export interface Accuracy {
  readonly flagged: number;
  /** Of the customers flagged yes, the share who were due the help. */
  readonly precision: number;
  /** Of the households that were due the help, the share in which a customer was flagged yes. */
  readonly recall: number;
}

/** Compares flags with the truth. One household is helped once, so recall counts households. */
export function accuracy(truth: readonly TrueCustomer[], flagged: ReadonlySet<string>): Accuracy {
  const due = new Set(truth.filter((customer) => customer.due).map(({ household }) => household));
  const reached = new Set<string>();
  let right = 0;
  for (const { customer, household, due: isDue } of truth) {
    if (!flagged.has(customer) || !isDue) continue;
    right++;
    reached.add(household);
  }
  return {
    flagged: flagged.size,
    precision: flagged.size === 0 ? 1 : right / flagged.size,
    recall: due.size === 0 ? 1 : reached.size / due.size,
  };
}
