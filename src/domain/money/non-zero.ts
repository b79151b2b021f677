/** The indexes of the values that are not zero, in order. */
export function nonZero(column: ArrayLike<bigint>): Uint32Array {
  const found = new Uint32Array(column.length)
  let count = 0
  for (let index = 0; index < column.length; index++) if (column[index] !== 0n) found[count++] = index
  return found.subarray(0, count)
}
