import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type AccountName, accountsFor } from '../ledger/accounts-for.ts'
import { lockSpending } from '../ledger/lock-spending.ts'
import { type Currency, parseCurrency } from '../money/currency.ts'
import { lockProject } from '../offerings/lock-project.ts'
import { openDebts } from '../payments/offsets/open-debts.ts'
import { type NewLeg, prepareBatch } from '../payments/payouts/prepare-batch.ts'
import { refuse } from '../payments/payouts/refusals.ts'
import { parseDay } from '../time/calendar.ts'
import { payRun } from './pay-run.ts'
import type { PayeeKind, RunLine } from './run-line.ts'
import { isReady } from './within-funds.ts'

/**
 * Prepares the batch of a currency for a bank business day: one leg for each account of a payee from which money is ready
 * to leave, as the pay run says it under the locks of those accounts. Who is not ready stays behind with his reason. Refuses
 * DATE_MALFORMED, CURRENCY_UNKNOWN, PAYOUT_NOTHING_READY, and what `prepareBatch` refuses.
 */
export async function preparePayouts(
  em: EntityManager,
  input: { date: string; currency: string; preparerId: string },
  now: Date,
): Promise<{ batchId: string }> {
  const date = parseDay(input.date)
  const currency = parseCurrency(input.currency)
  const projects = await lockDebtors(em, currency)
  await lockSpending(em, 'shared')
  const own = await ownAccount(em, currency)
  const ready = (lines: readonly RunLine[]) =>
    lines.filter(line => line.currency === currency && isReady(line))
  const candidates = ready((await payRun(em, date, now)).lines).map(line => line.accountId ?? own)
  await lockAccounts(em, candidates)
  // Under the locks: money may have been spent meanwhile, and another batch prepared.
  const { lines } = await payRun(em, date, now)
  const locked = new Set(candidates)
  const legs = ready(lines)
    .filter(line => locked.has(line.accountId ?? own))
    .filter(({ offsets }) => offsets.every(each => projects.has(each.projectId)))
  if (legs.length === 0) {
    const waiting = lines.filter(line => line.currency === currency).length
    throw refuse.PAYOUT_NOTHING_READY({ day: date, currency, waiting })
  }
  const batch = { currency, executesOn: date, preparerId: input.preparerId }
  return prepareBatch(em, { ...batch, legs: legs.map(line => legOf(line, own)) }, now)
}

/**
 * Nobody but us recovers what is owed back for projects until the batch is written, so that nothing is recovered twice. A
 * payee who came to owe for another project meanwhile is left to the next batch.
 */
async function lockDebtors(em: EntityManager, currency: Currency): Promise<ReadonlySet<string>> {
  const debts = (await openDebts(em, null)).filter(debt => debt.currency === currency)
  const projects = new Set(debts.map(debt => debt.projectId))
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
  const { amount, payoutAccountId, payeeId, refundId, offsets } = line
  return {
    accountId: line.accountId ?? own,
    account,
    payeeOwnerId,
    amount,
    payoutAccountId,
    payeeId,
    refundId,
    offsets: offsets.map(({ projectId, ...offset }) => ({
      ...offset,
      debt: { kind: 'recoverable', ownerId: payeeOwnerId, scopeId: projectId, currency },
    })),
  }
}
