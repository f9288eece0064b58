/**
 * Divides `total` among the weights, at least `least` each. The parts are whole and add up to `total` exactly:
 * each is the difference of two rounded running sums, so no remainder has to be placed by hand.
 */
export function shareOut(total: number, weights: ArrayLike<number>, least: number): Uint32Array {
  const parts = new Uint32Array(weights.length);
  const spare = total - least * weights.length;
  if (spare < 0) throw new RangeError(`${total} is too little for ${weights.length} parts of at least ${least}`);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] ?? 0;
  let running = 0;
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    running += weights[i] ?? 0;
    const upTo = i === weights.length - 1 ? spare : Math.floor((spare * running) / sum);
    parts[i] = least + upTo - given;
    given = upTo;
  }
  return parts;
}
