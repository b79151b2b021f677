import { PRECISION } from '../../money/allocate.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import type { PoolResult, RecipientLine } from './decide-run.ts'

/**
 * What was paid in a run that was carried out elsewhere, in minor units: by recipient, and by class and holder. What it
 * differs from what is due is carried on, so that the next run makes up for it.
 */
export type Paid = {
  recipients: ReadonlyMap<Recipient, bigint>
  lines: ReadonlyMap<string, ReadonlyMap<string, bigint>>
  /** How many whole minor units rounding may have left somebody away from his due. */
  tolerance: bigint
}

/** Somebody was paid another amount than rounding explains. Without holder it is the recipient as a whole. */
export type Off = {
  recipient: Recipient | null
  classId: string | null
  holderId: string | null
  due: bigint
}

/** Recipients with what they were paid, and who is off. */
export function recipientsAsPaid<Line extends RecipientLine>(
  lines: readonly Line[],
  paid: Paid,
): { lines: Line[]; off: Off[] } {
  const off: Off[] = []
  const given = lines.map(line => {
    const amount = paid.recipients.get(line.recipient) ?? 0n
    const carry = line.carry + (line.amount - amount) * PRECISION
    if (!isNear(carry, paid)) {
      off.push({ recipient: line.recipient, classId: null, holderId: null, due: line.amount })
    }
    return { ...line, amount, carry }
  })
  return { lines: given, off }
}

/** A pool with what its holders were paid, and who is off, also by passing what he may still get at most. */
export function poolAsPaid(
  pool: PoolResult,
  most: BigInt64Array | undefined,
  paid: Paid,
): { pool: PoolResult; off: Off[] } {
  const { classId, holders } = pool
  const amounts = new BigInt64Array(pool.amounts.length)
  const carries = new BigInt64Array(pool.carries)
  const off: Off[] = []
  const lines = paid.lines.get(classId) ?? new Map<string, bigint>()
  for (const index of pool.lines) {
    const holderId = holders.ids.at(index) ?? ''
    const [amount, due] = [lines.get(holderId) ?? 0n, pool.amounts[index] ?? 0n]
    const carry = (pool.carries[index] ?? 0n) + (due - amount) * PRECISION
    amounts[index] = amount
    if (isNear(carry, paid) && amount <= (most?.[index] ?? amount)) carries[index] = carry
    else off.push({ recipient: null, classId, holderId, due })
  }
  return { pool: { ...pool, amounts, carries }, off }
}

/** A carry is kept as a bigint of 64 bits: more than eight units are never rounding. */
const MOST = 8n

function isNear(carry: bigint, { tolerance }: Paid): boolean {
  const limit = (tolerance < MOST ? tolerance : MOST) * PRECISION
  return carry <= limit && carry >= -limit
}
