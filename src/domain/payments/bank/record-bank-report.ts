import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { clientsBank } from '../clients-money.ts'
import { refuse } from '../refusals.ts'
import type { BankAccountRow } from './bank-accounts.ts'
import type { BankMovementReading, BankReportReading } from './bank-reading.ts'
import { type KnownMoney, moneyKnown } from './money-known.ts'
import { moneyMoved } from './money-moved.ts'
import { twinsOf } from './twins.ts'
import { type WrittenMoney, writeMoney } from './write-money.ts'

/** A report that was written, and the receipts and debits that came with it for the first time. */
export type RecordedReport = { bankReportId: string; written: WrittenMoney[] }

/**
 * Keeps a report of the bank and books each of its movements that is not in the books yet. Null when the report was
 * imported before; money that another report, or somebody by hand, recorded under its bank reference is not booked
 * again. Refuses BANK_REPORT_CHANGED, BANK_ENTRY_IN_FUTURE, BANK_MOVEMENT_AMBIGUOUS, BANK_REFERENCE_REUSED.
 */
export async function recordBankReport(
  em: EntityManager,
  { account, report, sha256 }: { account: BankAccountRow; report: BankReportReading; sha256: string },
  now: Date,
): Promise<RecordedReport | null> {
  // Reports of one account go one after the other.
  await lockAccount(em, clientsBank(account.currency))
  const movements = report.movements.filter(movement => movement.amount !== 0n)
  if (await isImported(em, account, report, movements.length)) return null
  const today = dayOf(now, PLATFORM_ZONE)
  const early = movements.find(movement => movement.bookedOn > today)
  if (early !== undefined) throw refuse.BANK_ENTRY_IN_FUTURE({ ...early, today })
  const { ids, written } = await bookMissing(em, { movements, account, report }, now)
  const bankReportId = newId()
  const { reportId, sequence, opening, closing } = report
  await sqlOf(em)
    .insertInto('bankReport')
    .values({
      id: bankReportId,
      bankAccountId: account.id,
      bankReference: reportId,
      sha256,
      sequence,
      opensOn: opening.day,
      closesOn: closing.day,
      opening: opening.amount,
      closing: closing.amount,
      movements: movements.length,
    })
    .execute()
  await copyInto(
    em,
    'bank_movement',
    ['bank_report_id', 'position', 'booked_on', 'amount', 'receipt_id', 'debit_id'],
    movements.map(({ bookedOn, amount }, index) => {
      const id = ids[index] ?? null
      const [receipt, debit] = amount > 0n ? [id, null] : [null, id]
      return [bankReportId, index + 1, bookedOn, amount, receipt, debit]
    }),
  )
  return { bankReportId, written }
}

async function isImported(
  em: EntityManager,
  account: BankAccountRow,
  report: BankReportReading,
  movements: number,
): Promise<boolean> {
  const before = await sqlOf(em)
    .selectFrom('bankReport')
    .select(['opening', 'closing', 'movements'])
    .where('bankAccountId', '=', account.id)
    .where('bankReference', '=', report.reportId)
    .executeTakeFirst()
  if (before === undefined) return false
  const facts = (opening: bigint, closing: bigint, count: number) => {
    const [from, to] = [opening, closing].map(each => `${formatAmount(each, account.currency)}`)
    return `${count} movements from ${from} to ${to} ${account.currency}`
  }
  const imported = facts(before.opening, before.closing, before.movements)
  const given = facts(report.opening.amount, report.closing.amount, movements)
  if (imported === given) return true
  throw refuse.BANK_REPORT_CHANGED({ line: report.line, report: report.reportId, imported, given })
}

type Movements = {
  movements: readonly BankMovementReading[]
  account: BankAccountRow
  report: BankReportReading
}

/**
 * The receipt or debit of each movement, in their order; those that were missing are written. Should somebody record
 * one of them by hand meanwhile, it is found in the next round.
 */
async function bookMissing(
  em: EntityManager,
  { movements, account, report }: Movements,
  now: Date,
): Promise<{ ids: string[]; written: WrittenMoney[] }> {
  const ids: string[] = []
  const written: WrittenMoney[] = []
  for (let missing = [...movements.keys()]; missing.length > 0; ) {
    const named = namesOf(
      missing.map(index => movements[index] as BankMovementReading),
      account,
      await moneyKnown(em, allNames(movements, account)),
    )
    await refuseTwins(
      em,
      { account, report },
      missing.flatMap((index, place) =>
        named[place]?.known === null ? [movements[index] as BankMovementReading] : [],
      ),
    )
    const fresh = await writeMoney(
      em,
      named.flatMap(each => (each.known === null ? each.money : [])),
      now,
    )
    written.push(...fresh)
    const before = missing.length
    const made = new Map(fresh.map(each => [keyOf(each), each.id]))
    for (const [place, { known, money }] of named.entries()) {
      const id = known ?? made.get(keyOf(money))
      if (id !== undefined) ids[missing[place] as number] = id
    }
    missing = missing.filter(index => ids[index] === undefined)
    if (missing.length === before)
      throw new Error('Movements of a bank report can neither be found nor written.')
  }
  return { ids, written }
}

/** Refuses BANK_MOVEMENT_AMBIGUOUS where a movement may be in the books under another name. */
async function refuseTwins(
  em: EntityManager,
  { account, report }: Pick<Movements, 'account' | 'report'>,
  movements: readonly BankMovementReading[],
): Promise<void> {
  const { id: bankAccountId, currency } = account
  const [opening, closing] = [report.opening.amount, report.closing.amount]
  const asked = movements.map(each => ({ ...moneyMoved(each, currency), namedByBank: each.namedByBank }))
  const [twin] = await twinsOf(em, { bankAccountId, opening, closing }, asked)
  if (twin === undefined) return
  const { line, amount, bookedOn } = movements[twin.place] as BankMovementReading
  const money = `${formatAmount(amount, currency)} ${currency}`
  throw refuse.BANK_MOVEMENT_AMBIGUOUS({ line, amount: money, bookedOn, report: twin.report })
}

/** Unique by account, report and entry. */
const fullName = ({ referenceInReport }: BankMovementReading, { iban }: BankAccountRow) =>
  `${iban}/${referenceInReport}`

const allNames = (movements: readonly BankMovementReading[], account: BankAccountRow) =>
  movements.flatMap(movement => [movement.reference, fullName(movement, account)])

/** A credit and the debit that takes it back may have one reference. */
const keyOf = ({ bankReference, amount }: { bankReference: string; amount: bigint }) =>
  `${amount > 0n ? 'credit' : 'debit'} ${bankReference}`

/**
 * Under which name each movement stands in the books, or is to stand. Where its reference names other money (some
 * banks use one twice, and two banks may use the same), its name is the full one. Refuses BANK_REFERENCE_REUSED when
 * that is taken, too.
 */
function namesOf(
  movements: readonly BankMovementReading[],
  account: BankAccountRow,
  all: readonly KnownMoney[],
) {
  const { currency } = account
  const known = new Map(all.map(each => [keyOf(each), each]))
  return movements.map(movement => {
    const money = moneyMoved(movement, currency)
    const own = { ...money, bankReference: fullName(movement, account) }
    const [first, second] = [known.get(keyOf(money)), known.get(keyOf(own))]
    if (first === undefined) return { money, known: null }
    if (isSame(first, movement, currency)) return { money, known: first.id }
    if (second === undefined) return { money: own, known: null }
    if (isSame(second, movement, currency)) return { money: own, known: second.id }
    throw refuse.BANK_REFERENCE_REUSED({
      reference: own.bankReference,
      recorded: factsOf(second),
      given: factsOf({ ...movement, currency }),
    })
  })
}

/** Money that was recorded by hand has the instant that somebody typed, so its day proves nothing. */
function isSame(known: KnownMoney, { amount, bookedOn }: BankMovementReading, currency: Currency): boolean {
  const day = known.bookedOn === null || known.bookedOn === bookedOn
  return known.amount === amount && known.currency === currency && day
}

function factsOf({ amount, currency, bookedOn }: Omit<KnownMoney, 'id' | 'bankReference'>): string {
  return `${formatAmount(amount, currency)} ${currency}${bookedOn === null ? '' : ` on ${bookedOn}`}`
}
