/**
 * The `k`-th smallest value, counted from 0; reorders `values`. Expected time is linear. Source: Hoare 1961 (FIND), pivot by the median
 * of three, so that sorted input is no bad case.
 */
export function select(values: Float64Array, k: number): number {
  let [left, right] = [0, values.length - 1];
  while (left < right) {
    const pivot = medianOfThree(at(values, left), at(values, (left + right) >>> 1), at(values, right));
    let [i, j] = [left, right];
    while (i <= j) {
      while (at(values, i) < pivot) i++;
      while (at(values, j) > pivot) j--;
      if (i > j) break;
      [values[i], values[j]] = [at(values, j), at(values, i)];
      i++;
      j--;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return pivot;
  }
  return at(values, k);
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? NaN;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
