import type { EntityManager } from '@mikro-orm/postgresql'
import { balanceOf } from '../../ledger/balances.ts'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import type { ReportRow } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { bookedConversions } from './booked-conversions.ts'

/**
 * What of these reports lies in other currencies than their project's because the bank has not changed it: a sentence for each
 * of these, with what was reported, what of it has arrived, and what is to be done next; nothing where all is changed.
 */
export async function unchangedMoney(
  em: EntityManager,
  project: { id: string; currency: Currency },
  reports: readonly ReportRow[],
): Promise<string> {
  const booked = new Set((await bookedConversions(em, reports)).map(report => report.id))
  const waiting = reports.filter(report => report.rateId !== null && !booked.has(report.id))
  const sentences: string[] = []
  for (const [currency, own] of Map.groupBy(waiting, report => report.reported.currency)) {
    const there = await balanceOf(em, revenueAccount({ id: project.id, currency }))
    const sum = (amounts: bigint[]) => amounts.reduce((total, each) => total + each, 0n)
    const foreign = (minor: bigint) => `${formatAmount(minor, currency)} ${currency}`
    const net = formatAmount(sum(own.map(report => report.net)), project.currency)
    const asked = sum(own.map(report => report.reported.net))
    const next =
      there < asked
        ? `${foreign(asked - there)} is still to arrive and be claimed as its revenue, and then to be changed.`
        : 'let the bank change it, and record its debit and receipts.'
    sentences.push(
      ` Reports come to ${foreign(asked)}, which counts as ${net} ${project.currency}; ${foreign(there)} of it lies on the project's account in ${currency}: ${next}`,
    )
  }
  return sentences.join('')
}
