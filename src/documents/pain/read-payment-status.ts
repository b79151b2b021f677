import type { Money } from '../../domain/money/money.ts'
import { childrenOf, type Element, elementAt, textAt } from '../camt/elements.ts'
import { currencyIn, type Notes, shown, unsignedAmount } from '../camt/figures.ts'
import { type MessageKind, readMessage } from '../camt/messages.ts'
import { reasonOf } from '../camt/movements.ts'
import {
  type LegStatusReading,
  OUTCOMES,
  type PaymentStatus,
  type PaymentStatusFileReading,
  type PaymentStatusReading,
  type StatusCode,
} from './payment-status.ts'

const STATUS_REPORT: MessageKind = {
  name: 'pain.002',
  versions: ['03', '10'],
  holder: 'CstmrPmtStsRpt',
}

/**
 * Reads a pain.002 file (ISO 20022, versions .001.03 and .10): what a bank says of a payment file as a whole, of its
 * payments and of its legs, and whatever is wrong, each with its line. It never throws over what a file says. A status
 * that is not known is a problem: nothing may be taken for paid by guessing. Files of more than 20 MB are not read.
 * What it comes to for a leg, statusOfLegs says.
 */
export function readPaymentStatus(bytes: Uint8Array): PaymentStatusFileReading {
  const { messageId, said, problems } = readMessage(bytes, STATUS_REPORT, readStatus)
  return { messageId, ...said, problems }
}

function readStatus(
  message: Element | undefined,
  notes: Notes,
): Pick<PaymentStatusFileReading, 'original' | 'status' | 'payments'> {
  const group = elementAt(message, 'OrgnlGrpInfAndSts')
  const original = textAt(group, 'OrgnlMsgId')
  if (message !== undefined && original === null) {
    notes.add((group ?? message).line, 'the message does not say which file it is about (OrgnlMsgId)')
  }
  const payments = childrenOf(message, 'OrgnlPmtInfAndSts').flatMap(each => readPayment(each, notes) ?? [])
  refuseTwice(payments, notes)
  const status = statusAt(group, 'GrpSts', notes)
  refuseContradictions(status, payments, notes)
  return {
    original: original === null ? null : { messageId: original, definition: textAt(group, 'OrgnlMsgNmId') },
    status,
    payments,
  }
}

function readPayment(payment: Element, notes: Notes): PaymentStatusReading | null {
  const paymentId = textAt(payment, 'OrgnlPmtInfId')
  if (paymentId === null) {
    notes.add(payment.line, 'a payment does not say which it is (OrgnlPmtInfId)')
    return null
  }
  const status = statusAt(payment, 'PmtInfSts', notes)
  const legs = childrenOf(payment, 'TxInfAndSts').flatMap(each => readLeg(each, notes) ?? [])
  return { line: payment.line, paymentId, status, legs }
}

/** What stands where a payment was ordered without an id. */
const NOT_PROVIDED = 'NOTPROVIDED'

function readLeg(leg: Element, notes: Notes): LegStatusReading | null {
  const endToEndId = textAt(leg, 'OrgnlEndToEndId')
  if (endToEndId === null) {
    notes.add(leg.line, 'a leg does not say which it is (OrgnlEndToEndId)')
    return null
  }
  return {
    line: leg.line,
    endToEndId: endToEndId === NOT_PROVIDED ? null : endToEndId,
    status: statusAt(leg, 'TxSts', notes),
    amount: amountOf(leg, notes),
  }
}

/** The status an element says, with its reasons; null where it says none, or none that is known. */
function statusAt(element: Element | undefined, name: string, notes: Notes): PaymentStatus | null {
  const written = elementAt(element, name)
  if (element === undefined || written === undefined) return null
  if (!isStatus(written.text)) {
    notes.add(written.line, `expected a status such as ACSC, RJCT or PDNG, found ${shown(written.text)}`)
    return null
  }
  return { line: written.line, code: written.text, reasons: childrenOf(element, 'StsRsnInf').map(reasonOf) }
}

const isStatus = (text: string): text is StatusCode => Object.hasOwn(OUTCOMES, text)

function amountOf(leg: Element, notes: Notes): Money | null {
  const written = elementAt(leg, 'OrgnlTxRef', 'Amt', 'InstdAmt')
  if (written === undefined) return null
  const currency = currencyIn(written.currency, written.line, notes)
  if (currency === null) return null
  const minor = unsignedAmount(written.text, written.line, { currency, notes })
  return minor === null ? null : { minor, currency }
}

/** Of two answers about one leg nobody could say which counts. */
function refuseTwice(payments: readonly PaymentStatusReading[], notes: Notes): void {
  const lines = new Map<string, number>()
  for (const { endToEndId, line } of payments.flatMap(({ legs }) => legs)) {
    if (endToEndId === null) continue
    const before = lines.get(endToEndId)
    if (before !== undefined) notes.add(line, `the leg ${shown(endToEndId)} stands on line ${before} already`)
    lines.set(endToEndId, line)
  }
}

/** Money that left cannot be given back to the payer: which of the two is true, the bank has to say. */
function refuseContradictions(
  group: PaymentStatus | null,
  payments: readonly PaymentStatusReading[],
  notes: Notes,
): void {
  for (const { status, legs } of payments) {
    const rejected = [group, status].find(each => each !== null && OUTCOMES[each.code] === 'rejected')
    if (rejected == null) continue
    for (const { endToEndId, status: own, line } of legs) {
      if (own === null || OUTCOMES[own.code] !== 'settled') continue
      const above = `all of it is rejected (${rejected.code}, line ${rejected.line})`
      notes.add(line, `the leg ${shown(endToEndId)} is settled (${own.code}), but ${above}`)
    }
  }
}
