import type { Reason } from '../camt/bank-file.ts'
import {
  OUTCOMES,
  type Outcome,
  type PaymentStatus,
  type PaymentStatusFileReading,
  type StatusCode,
} from './payment-status.ts'

/** What a bank says of one leg, and on which line of its file. */
export type LegStatus = {
  endToEndId: string
  line: number
  code: StatusCode
  outcome: Exclude<Outcome, 'partly'>
  reasons: Reason[]
}

/**
 * What a status file comes to for the legs of a payment file of ours, in their order. What is said of a leg counts before
 * what is said of its payment, and that before what is said of the file; but a payment or file that is rejected is so
 * with all its legs. Legs of which nothing is said, or only that they differ, are not in it; nor are those of another
 * file.
 */
export function statusOfLegs(
  { original, status, payments, problems }: PaymentStatusFileReading,
  file: { messageId: string; endToEndIds: readonly string[] },
): LegStatus[] {
  if (problems.count > 0 || original?.messageId !== file.messageId) return []
  // Our files hold one payment, which is called like the message.
  const ours = payments.filter(each => each.paymentId === file.messageId)
  const saidOfLegs = new Map(ours.flatMap(({ legs }) => legs.map(leg => [leg.endToEndId, leg.status])))
  const above = [ours.find(each => each.status !== null)?.status ?? null, status]
  return file.endToEndIds.flatMap(endToEndId => {
    const own = saidOfLegs.get(endToEndId) ?? null
    return legStatus(endToEndId, own, above) ?? []
  })
}

function legStatus(
  endToEndId: string,
  own: PaymentStatus | null,
  above: readonly (PaymentStatus | null)[],
): LegStatus | null {
  const said = [own, ...above].filter(each => each !== null)
  const rejected = said.find(({ code }) => OUTCOMES[code] === 'rejected')
  const counts = rejected ?? said[0]
  if (counts === undefined) return null
  const { line, code } = counts
  const outcome: Outcome = OUTCOMES[code]
  // Which way this one went, another file will say.
  if (outcome === 'partly') return null
  const reasons = own !== null && own.reasons.length > 0 ? own.reasons : counts.reasons
  return { endToEndId, line, code, outcome, reasons }
}
