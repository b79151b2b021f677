import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type AccountName, accountsFor } from '../ledger/accounts-for.ts'
import { refuse as refuseRate } from '../ledger/exchange/refusals.ts'
import { lockSpending } from '../ledger/lock-spending.ts'
import { type Currency, parseCurrency } from '../money/currency.ts'
import { formatAmount } from '../money/money.ts'
import { lockProject } from '../offerings/lock-project.ts'
import { debitLeft } from '../payments/bank/debit-left.ts'
import { bookChange } from '../payments/conversion/book-change.ts'
import { type BankChange, type ClaimedChange, claimChange } from '../payments/conversion/claim-change.ts'
import { lockExchange } from '../payments/conversion/lock-exchange.ts'
import { checkSpare } from '../payments/conversion/spare.ts'
import { openDebts } from '../payments/offsets/open-debts.ts'
import { type NewLeg, prepareBatch } from '../payments/payouts/prepare-batch.ts'
import { refuse } from '../payments/payouts/refusals.ts'
import { parseDay } from '../time/calendar.ts'
import { payRun } from './pay-run.ts'
import type { PayeeKind, RunLine } from './run-line.ts'
import type { RunTotal } from './run-totals.ts'
import { isReady, leavesIn } from './within-funds.ts'

/** A bank business day, the currency that leaves, and what the bank changed for it, if it had to change anything. */
export type NewPayouts = {
  date: string
  currency: string
  preparerId: string
  changes?: readonly BankChange[]
}

/**
 * Prepares the batch of a currency for a bank business day: one leg for each account of a payee from which money is ready
 * to leave in it, as the pay run says it under the locks of those accounts. A balance in another currency is converted once,
 * at the rate of this moment, out of what the house has to spare; what the bank changed for it is claimed in the same act.
 * Who is not ready stays behind with his reason. Refuses DATE_MALFORMED, CURRENCY_UNKNOWN, PAYOUT_NOTHING_READY,
 * EXCHANGE_SHORT, and what `prepareBatch` and `claimChange` refuse.
 */
export async function preparePayouts(
  em: EntityManager,
  input: NewPayouts,
  now: Date,
): Promise<{ batchId: string }> {
  const date = parseDay(input.date)
  const currency = parseCurrency(input.currency)
  const projects = await lockDebtors(em)
  await lockSpending(em, 'shared')
  const spare = await lockExchange(em)
  const claimed: ClaimedChange[] = []
  for (const change of input.changes ?? []) claimed.push(await claimForPayouts(em, change, now))
  const own = await ownAccount(em, currency)
  const ready = (lines: readonly RunLine[]) =>
    lines.filter(line => leavesIn(line) === currency && isReady(line))
  const candidates = ready((await payRun(em, date, now)).lines).map(line => line.accountId ?? own)
  await lockAccounts(em, candidates)
  // Under the locks: money may have been spent meanwhile, and another batch prepared.
  const { lines, totals } = await payRun(em, date, now)
  const locked = new Set(candidates)
  const legs = ready(lines)
    .filter(line => locked.has(line.accountId ?? own))
    .filter(({ offsets }) => offsets.every(each => projects.has(each.projectId)))
  if (legs.length === 0) {
    refuseShort(totals.find(each => each.currency === currency))
    const waiting = lines.filter(line => leavesIn(line) === currency).length
    throw refuse.PAYOUT_NOTHING_READY({ day: date, currency, waiting })
  }
  const batch = { currency, executesOn: date, preparerId: input.preparerId }
  const prepared = await prepareBatch(em, { ...batch, legs: legs.map(line => legOf(line, own)) }, now)
  for (const change of claimed) await bookChange(em, change, now)
  await checkSpare(em, spare)
  return prepared
}

/** Nobody is ready because the house has not enough of the currency: that is said with its numbers. */
function refuseShort(total: RunTotal | undefined): void {
  if (total === undefined || total.spareAsked <= total.spare) return
  const { currency, spare, spareAsked } = total
  const money = (minor: bigint) => formatAmount(minor, currency)
  const missing = money(spareAsked - spare)
  throw refuseRate.EXCHANGE_SHORT({ currency, there: money(spare), taken: money(spareAsked), missing })
}

/** What was changed for something else before is not there for payouts. */
async function claimForPayouts(em: EntityManager, change: BankChange, now: Date): Promise<ClaimedChange> {
  const claimed = await claimChange(em, change, now)
  if (claimed !== null) return claimed
  const { debitId: id } = change
  const { amount, currency } = (await debitLeft(em, id)) as { amount: bigint; currency: Currency }
  throw refuseRate.DEBIT_CLAIMED({
    id,
    whole: formatAmount(amount, currency),
    left: formatAmount(0n, currency),
  })
}

/**
 * Nobody but us recovers what is owed back for projects until the batch is written, so that nothing is recovered twice. A
 * payee who came to owe for another project meanwhile is left to the next batch.
 */
async function lockDebtors(em: EntityManager): Promise<ReadonlySet<string>> {
  const projects = new Set((await openDebts(em, null)).map(debt => debt.projectId))
  for (const id of [...projects].toSorted()) await lockProject(em, id)
  return projects
}

/** The platform's own bank account: it gets what is sent to it, and one batch at a time is prepared from what it earned. */
async function ownAccount(em: EntityManager, currency: Currency): Promise<string> {
  const [id] = await accountsFor(em, [{ kind: 'bankOwn', currency }])
  return id as string
}

async function lockAccounts(em: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sqlOf(em)
    .selectFrom('account')
    .select('id')
    .where(({ eb, val }) => eb('id', '=', eb.fn.any(val(ids as string[]))))
    .orderBy('id')
    .forUpdate()
    .execute()
}

const KINDS = {
  holder: 'holder',
  issuer: 'issuer',
  partner: 'partner',
  taxOffice: 'levy',
  platform: 'bankOwn',
} as const satisfies Record<PayeeKind, AccountName['kind']>

function legOf(line: RunLine, own: string): NewLeg {
  const { payee, currency, scopeId, levyCode: code, payeeOwnerId } = line
  const isParty = payee !== 'taxOffice' && payee !== 'platform'
  const account = { kind: KINDS[payee], scopeId, code, currency, ...(isParty && { ownerId: payeeOwnerId }) }
  const { amount, becomes, payoutAccountId, payeeId, refundId, offsets } = line
  return {
    accountId: line.accountId ?? own,
    account,
    payeeOwnerId,
    amount: becomes?.amount ?? amount,
    conversion: becomes && { rateId: becomes.rateId, taken: amount },
    payoutAccountId,
    payeeId,
    refundId,
    offsets: offsets.map(({ projectId, ...offset }) => ({
      ...offset,
      debt: { kind: 'recoverable', ownerId: payeeOwnerId, scopeId: projectId, currency },
    })),
  }
}
