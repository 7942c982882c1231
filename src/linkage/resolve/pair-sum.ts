/** A sum of numbers of pairs that stays exact: in a double while that can hold it, beyond in a BigInt. */
export function newPairSum() {
  let large = 0n;
  let small = 0;
  return {
    /** The pairs among `n` rows, or across the split when there is one. */
    add(n: number, onLeft: number, split: number): void {
      // Below 2^26 rows the product itself stays below 2^52.
      if (n >= 2 ** 26) {
        const all = BigInt(n);
        const left = BigInt(onLeft);
        large += split > 0 ? left * (all - left) : (all * (all - 1n)) / 2n;
        return;
      }
      small += split > 0 ? onLeft * (n - onLeft) : (n * (n - 1)) / 2;
      if (small > 2 ** 52) {
        large += BigInt(small);
        small = 0;
      }
    },
    total: () => large + BigInt(small),
  };
}
