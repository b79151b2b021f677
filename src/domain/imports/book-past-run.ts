import type { EntityManager } from '@mikro-orm/postgresql'
import { revenueAccount } from '../dividends/revenue/revenue-account.ts'
import { loadedOf } from '../dividends/run/class-facts.ts'
import type { RunPlan } from '../dividends/run/plan-run.ts'
import { recipientAccount } from '../dividends/run/recipient-account.ts'
import type { AccountName } from '../ledger/accounts-for.ts'
import { book, type NewPosting } from '../ledger/book.ts'

/** Books what had come in for a distribution of another platform: it came out of the books there. */
export async function bookPastRevenue(em: EntityManager, plan: RunPlan, factId: string): Promise<void> {
  const { project, result, paidOn: bookedOn } = plan
  const amount = result.recipients.reduce((sum, line) => sum + (line.posted ? line.amount : 0n), 0n)
  await book(em, { kind: 'historyReceived', factId, bookedOn }, [
    { account: openingOf(project), amount },
    { account: revenueAccount(project), amount: -amount },
  ])
}

/** Books that what a distribution credited, to whomever, was paid there: all of it leaves the accounts again. */
export async function bookPastPayment(em: EntityManager, plan: RunPlan, factId: string): Promise<void> {
  const { project, result, classes, levies, paidOn: bookedOn } = plan
  const columns = result.pools.map(({ classId, amounts }) => {
    const nets = levies?.pools.get(classId)?.net ?? amounts
    return { accountIds: loadedOf(classes, classId).accountIds, credits: nets.map(net => -net) }
  })
  const others = [...partsOf(plan), ...leviesOf(plan)]
  const paid = columns.reduce(
    (sum, { credits }) => credits.reduce((all, credit) => all - credit, sum),
    others.reduce((sum, { amount }) => sum + amount, 0n),
  )
  await book(
    em,
    { kind: 'historyPaid', factId, bookedOn },
    [{ account: openingOf(project), amount: -paid }, ...others],
    { currency: project.currency, columns },
  )
}

const openingOf = ({ currency }: { currency: string }): AccountName => ({ kind: 'opening', currency })

function partsOf({ result, project, contract }: RunPlan): NewPosting[] {
  return result.recipients
    .filter(line => line.posted && !line.recipient.startsWith('class:'))
    .map(({ recipient, amount }) => ({ account: recipientAccount(recipient, project, contract), amount }))
}

function leviesOf({ levies, project }: RunPlan): NewPosting[] {
  const totals = new Map<string, bigint>()
  for (const pool of levies?.pools.values() ?? []) {
    for (const [place, sums] of pool.totals.entries()) {
      for (const [position, { code }] of levies?.rules[place]?.rules.entries() ?? []) {
        totals.set(code, (totals.get(code) ?? 0n) + (sums[position] ?? 0n))
      }
    }
  }
  const { currency } = project
  return [...totals].map(([code, amount]) => ({ account: { kind: 'levy', code, currency }, amount }))
}
