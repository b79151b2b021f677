import { parseRatio, round } from '../../money/fraction.ts'
import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import type { ClassFacts } from '../tiers/progress.ts'
import type { LoadedClass } from './classes-at.ts'
import type { ClassAtRecordDate } from './decide-run.ts'

/** A class with what each holder may still get; undefined: no cap. */
export type Capped = ClassAtRecordDate & { most: BigInt64Array | undefined }

/** What a column of bigints can hold: no money comes near it, so who may get more is limited by nothing. */
const LARGEST = 2n ** 63n - 1n
const largest = (value: bigint) => (value < LARGEST ? value : LARGEST)

/** What each holder may still get under the cap of his class: whole minor units, rounded down. */
export function capOf(
  { code, holders }: Pick<ClassAtRecordDate, 'code' | 'holders'>,
  { caps = [] }: Pick<ContractTerms, 'caps'>,
): { most: BigInt64Array | undefined } {
  const cap = caps.find(each => each.class === code)
  if (cap === undefined) return { most: undefined }
  const times = parseRatio(cap.times)
  const most = new BigInt64Array(holders.ids.length)
  for (let index = 0; index < most.length; index++) {
    const open = round(times.mul(at(holders.paidIn, index)), 'down') - at(holders.received, index)
    if (open > 0n && at(holders.weights, index) > 0n) most[index] = largest(open)
  }
  return { most }
}

/** What the tiers know of a class. */
export function factsOf({
  sold,
  shares,
  holders,
  most,
}: Pick<Capped, 'sold' | 'shares' | 'holders' | 'most'>): ClassFacts {
  const raised = total(holders.paidIn)
  return { sold, all: shares, raised, room: most === undefined ? null : largest(total(most)) }
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint

/** The sum of a column. */
export function total(column: ArrayLike<bigint>): bigint {
  let all = 0n
  for (let index = 0; index < column.length; index++) all += at(column, index)
  return all
}

/** The holders of a class among those that were loaded. */
export function loadedOf(classes: readonly LoadedClass[], classId: string): LoadedClass {
  const found = classes.find(each => each.classId === classId)
  if (found === undefined) throw new Error(`The holders of class ${classId} are not loaded`)
  return found
}
