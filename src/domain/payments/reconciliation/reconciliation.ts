import type { EntityManager } from '@mikro-orm/postgresql'
import { dayOf, daysBetween, PLATFORM_ZONE } from '../../time/calendar.ts'
import { type BankAccountRow, bankAccounts } from '../bank/bank-accounts.ts'
import { type Colour, colourOf } from './account-colours.ts'
import {
  type Asked,
  balanceDifferences,
  bookedBalance,
  type DifferenceFact,
  type LatestReport,
  latestReport,
  suspenseFacts,
} from './difference-facts.ts'
import type { Difference, DifferenceKind } from './difference-kinds.ts'
import { explanations } from './explanations.ts'
import { underWay } from './under-way.ts'

/**
 * A bank account of the clients against the books, as both were known at an instant. Minor units of its currency. Bank
 * less books is the sum of the rows in the balance; without a report the bank has told nothing.
 */
export type ReconciledAccount = {
  account: BankAccountRow
  at: Date
  report: LatestReport | null
  bookBalance: bigint
  differences: Difference[]
  counted: { reported: boolean; differences: number; explained: number }
  colour: Colour
}

/** Each bank account against the books at an instant, by code and currency; those that were known by then. */
export async function reconciliation(em: EntityManager, at: Date): Promise<ReconciledAccount[]> {
  const accounts = (await bankAccounts(em)).filter(each => each.openedAt <= at)
  const reconciled: ReconciledAccount[] = []
  for (const account of accounts) reconciled.push(await reconciledAccount(em, { account, at }))
  return reconciled
}

/** One bank account against the books at an instant. */
export async function reconciledAccount(em: EntityManager, asked: Asked): Promise<ReconciledAccount> {
  const { account, at } = asked
  const report = (await latestReport(em, asked)) ?? null
  const bookBalance = await bookedBalance(em, asked)
  const told = report === null ? [unproved(asked, bookBalance)] : await balanceDifferences(em, asked)
  const facts = [...told, ...(await suspenseFacts(em, asked)), ...(await underWay(em, asked))]
  const given = await explanations(em, account.id, at)
  const today = dayOf(at, PLATFORM_ZONE)
  const differences = facts.map((fact): Difference => {
    const { id, kind, amount, since } = fact
    const latest = given.get(id)
    const holds = latest !== undefined && latest.amount === amount && today <= latest.dueOn
    const explanation = latest ?? null
    const ageDays = daysBetween(dayOf(since, PLATFORM_ZONE), today)
    const inBalance = IN_BALANCE.includes(kind)
    return {
      id,
      kind,
      amount,
      since,
      ageDays,
      inBalance,
      open: isOpen(fact, report),
      explanation,
      explained: holds,
    }
  })
  const open = differences.filter(each => each.open)
  const counted = {
    reported: report !== null,
    differences: open.length,
    explained: open.filter(each => each.explained).length,
  }
  return { account, at, report, bookBalance, differences, counted, colour: colourOf(counted) }
}

const IN_BALANCE: readonly DifferenceKind[] = [
  'NO_REPORT',
  'OPENING',
  'REPORT_MISSING',
  'RECEIPT_BY_HAND',
  'PAYOUT_BY_HAND',
  'RETURN_BY_HAND',
  'BOOKED_BY_HAND',
  'TOLD_BY_NOTICE',
]

function unproved({ account }: Asked, bookBalance: bigint): DifferenceFact {
  return { id: account.id, kind: 'NO_REPORT', amount: -bookBalance, since: account.openedAt, dueOn: null }
}

/** What is under way asks for nothing until the bank's report has gone past the day on which it should have told. */
function isOpen({ dueOn }: DifferenceFact, report: LatestReport | null): boolean {
  return dueOn === null || (report !== null && report.closesOn > dueOn)
}
