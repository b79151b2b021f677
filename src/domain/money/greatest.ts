/** Keys are compared by digits of so many bits, the highest first. */
const DIGIT = 8
const DIGITS = 2 ** DIGIT
const WORD = 32
const SIGN = 1 << (WORD - 1)

/** Where in a key of two words the high one stands: machines differ. */
const HIGH = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? 1 : 0

/**
 * The indexes with the `count` greatest keys; of equal keys those that stand first. In time proportional to the number
 * of indexes: a million are not sorted to find some of them. Keys are read as words, for a million big numbers are slow.
 */
export function greatest(indexes: Uint32Array, keys: BigInt64Array, count: number): Uint32Array {
  return least(indexes, keys, count, -1)
}

/** The same with the smallest keys. */
export function smallest(indexes: Uint32Array, keys: BigInt64Array, count: number): Uint32Array {
  return least(indexes, keys, count, 0)
}

/** The smallest of the keys with these bits turned: the greatest are the smallest of their complements. */
function least(indexes: Uint32Array, keys: BigInt64Array, count: number, turned: number): Uint32Array {
  const words = new Int32Array(keys.buffer, keys.byteOffset, keys.length * 2)
  const chosen = new Uint32Array(count)
  let filled = 0
  let open = indexes
  for (let shift = 2 * WORD - DIGIT; shift >= 0 && filled + open.length > count; shift -= DIGIT) {
    const word = shift < WORD ? 1 - HIGH : HIGH
    // As signed numbers compare: a key below zero comes first.
    const turn = shift < WORD ? turned : turned ^ SIGN
    const digit = (index: number) =>
      (((words[2 * index + word] as number) ^ turn) >>> (shift % WORD)) & (DIGITS - 1)
    const last = digitAt(open, digit, count - filled)
    const below = open.filter(index => digit(index) < last)
    chosen.set(below, filled)
    filled += below.length
    open = open.filter(index => digit(index) === last)
  }
  chosen.set(open.subarray(0, count - filled), filled)
  return chosen
}

/** The digit of the key that would stand at a place, counted from 1, if all were sorted. */
function digitAt(open: Uint32Array, digit: (index: number) => number, place: number): number {
  const counts = new Uint32Array(DIGITS)
  for (const index of open) counts[digit(index)] = (counts[digit(index)] as number) + 1
  let before = 0
  return counts.findIndex(count => {
    before += count
    return before >= place
  })
}
