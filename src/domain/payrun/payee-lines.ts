import { NOTHING, PLATFORM, TAX_OFFICE } from '../ids.ts'
import type { Currency } from '../money/currency.ts'
import type { PayableCode } from '../payments/payable-words.ts'
import type { PromisedRefund } from '../payments/refunds/refunds.ts'
import type { Destination } from './destinations.ts'
import type { HolderPayable } from './holder-lines.ts'
import type { PayeeBalance } from './payee-balances.ts'
import type { PayeeKind, RunLine } from './run-line.ts'

type Destinations = ReadonlyMap<string, Destination>

/** What of a holder's balance leaves on a day or stays, before anything is set off: each refund by itself, for it has a destination of its own. */
export function linesOfHolder(
  { held, payable, refunds }: HolderPayable,
  date: string,
  to: Destinations,
): RunLine[] {
  const line = lineOf('holder', held, held.ownerId)
  const setOff = payable.parts.find(part => part.code === 'SET_OFF')?.amount ?? 0n
  return payable.parts.flatMap(({ code, amount: part, nextTestOn }) => {
    const amount = code === 'READY' ? part + setOff : part
    if (code === 'REFUND') return refundLines(line, { refunds, to: to.get(held.ownerId) }, amount)
    if (code === 'SET_OFF') return []
    if (code !== 'READY') return [{ ...line, code, amount }]
    if (nextTestOn !== null && nextTestOn > date) {
      return [{ ...line, code: to.get(held.ownerId)?.resends === true ? 'AFTER_RETURN' : 'LATER', amount }]
    }
    return [{ ...line, ...placeOf(to.get(held.ownerId)), code, amount }]
  })
}

type Going = Pick<HolderPayable, 'refunds'> & { to: Destination | undefined }

/** Refunds leave whole: one that the balance does not cover any more waits. */
function refundLines(line: RunLine, { refunds, to }: Going, promised: bigint): RunLine[] {
  let left = promised
  const lines: RunLine[] = []
  for (const refund of refunds) {
    const { id, amount, cameBack } = refund
    if (cameBack || amount > left) continue
    lines.push({ ...line, ...wayBack(refund, to), amount, refundId: id })
    left -= amount
  }
  return left > 0n ? [...lines, { ...line, code: 'REFUND_FIRST', amount: left }] : lines
}

/**
 * It goes to who paid. Outside of the euro the bank of the payer is needed too, and only the party says which it is: by naming
 * the very account that paid, with its bank's code. Then that one's stops count.
 */
function wayBack(refund: PromisedRefund, to: Destination | undefined): WayBack {
  const { payeeId, payerIban, currency } = refund
  if (payeeId === null) return { code: 'REFUND', ...placeOf(to) }
  const isNamed = to !== undefined && to.bic !== null && to.iban === payerIban
  if (currency === 'EUR' || !isNamed) return { code: 'REFUND', payeeId }
  return to.stop === null ? { code: 'REFUND', ...placeOf(to) } : { code: to.stop }
}

type WayBack = { code: PayableCode } & Partial<RunLine>

/** What an issuer or a partner has of one project: all of it leaves, but for what is disputed. */
export function linesOfMember(held: PayeeBalance, disputed: bigint, to: Destinations): RunLine[] {
  const line = lineOf(held.kind as 'issuer' | 'partner', held, held.ownerId)
  if (held.balance < 0n) return [{ ...line, code: 'OWED_BACK', amount: held.balance }]
  const kept = disputed < held.balance ? disputed : held.balance
  return withoutZero([
    { ...line, ...leaving(to.get(held.ownerId)), amount: held.balance - kept },
    { ...line, code: 'DISPUTED', amount: kept },
  ])
}

/**
 * What was withheld by one rule: what was withheld before the month of the payday is paid over, the rest in the next month.
 * Source: CGI article 1671 C and 1678 quater: within the first 15 days of the month that follows the payment.
 */
export function linesOfLevy(held: PayeeBalance, thisMonth: bigint, to: Destinations): RunLine[] {
  const line = lineOf('taxOffice', held, TAX_OFFICE)
  if (held.balance < 0n) return [{ ...line, code: 'OWED_BACK', amount: held.balance }]
  const fresh = thisMonth < 0n ? 0n : thisMonth < held.balance ? thisMonth : held.balance
  return withoutZero([
    { ...line, ...leaving(to.get(TAX_OFFICE)), amount: held.balance - fresh },
    { ...line, code: 'NOT_DUE', amount: fresh },
  ])
}

/** What the platform earned and has not moved to its own bank account; below zero, what it has to make good. */
export function linesOfPlatform(currency: Currency, amount: bigint, to: Destinations): RunLine[] {
  const held = { id: null, scopeId: NOTHING, code: '', currency }
  const line = lineOf('platform', held, PLATFORM)
  if (amount < 0n) return [{ ...line, code: 'OWED_BACK', amount }]
  return withoutZero([{ ...line, ...leaving(to.get(PLATFORM)), amount }])
}

type Held = Pick<PayeeBalance, 'scopeId' | 'code' | 'currency'> & { id: string | null }

function lineOf(
  payee: PayeeKind,
  { id, scopeId, code: levyCode, currency }: Held,
  payeeOwnerId: string,
): RunLine {
  const nowhere = { payoutAccountId: null, payeeId: null, refundId: null, becomes: null, offsets: [] }
  return {
    payee,
    code: 'NO_ACCOUNT',
    currency,
    amount: 0n,
    accountId: id,
    scopeId,
    levyCode,
    payeeOwnerId,
    ...nowhere,
  }
}

const placeOf = (to: Destination | undefined) => ({
  payoutAccountId: to?.payoutAccountId ?? null,
  payeeId: to?.payeeId ?? null,
})

/** Money that waits for no test leaves where nothing stops it. */
function leaving(to: Destination | undefined): { code: PayableCode } & Partial<RunLine> {
  if (to === undefined) return { code: 'NO_ACCOUNT' }
  return to.stop === null ? { code: 'READY', ...placeOf(to) } : { code: to.stop }
}

const withoutZero = (lines: RunLine[]) => lines.filter(line => line.amount !== 0n)
