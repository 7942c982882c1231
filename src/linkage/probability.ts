/** The probability that goes with a match weight: odds of 2 to the weight. */
export const matchProbability = (weight: number): number => 1 / (1 + Math.exp(-weight * Math.LN2));
