import { expect, test } from '@jest/globals'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { reportOf } from '../../../../src/domain/dividends/revenue/reports.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balances } from '../../../../src/domain/ledger/balances.ts'
import { trialBalance } from '../../../../src/domain/ledger/trial-balance.ts'
import type { Currency } from '../../../../src/domain/money/currency.ts'
import { formatAmount } from '../../../../src/domain/money/money.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { numbersFrom } from '../../../support/generated-books.ts'
import { at } from '../../../support/world.ts'

const bank = convertingOf(useDatabase())
const { world, em } = bank
const NOW = '2025-04-05'

/** What lies on each account that has anything. */
async function everyAccount(): Promise<Record<string, bigint>> {
  const rows = (await balances(em(), {})).filter(row => row.amount !== 0n)
  const named = rows.map(row => [
    [row.kind, row.ownerId, row.scopeId, row.code, row.currency].join(' '),
    row.amount,
  ])
  return Object.fromEntries(named)
}

/** Of each currency, whether all its accounts together come to nothing. */
async function expectBalanced(currencies: readonly Currency[]): Promise<void> {
  const totals: Partial<Record<string, bigint>> = {}
  for (const { currency, debit, credit } of await trialBalance(em())) {
    totals[currency] = (totals[currency] ?? 0n) + debit - credit
  }
  expect(totals).toMatchObject(Object.fromEntries([...currencies, 'EUR'].map(each => [each, 0n])))
}

test.each([
  ['USD', 1],
  ['JPY', 2],
  ['KWD', 3],
  ['GBP', 4],
  ['TND', 5],
  ['XOF', 6],
] as const)(
  'generated reports in %s: the books balance in each currency, and a run and its reversal leave every account as it was',
  async (currency, seed) => {
    const next = numbersFrom(seed)
    const { projectId } = await world.funded({ Ann: 1 + next(9), Ben: 1 + next(9), Cid: 1 + next(9) })
    await bank.rate(currency, 'EUR', `${next(3)}.${`${1 + next(999_999)}`.padStart(6, '0')}`, '2025-04-01')
    const lines = Array.from({ length: 1 + next(6) }, () => BigInt(1 + next(90_000)))
    const id = await bank.reported(
      projectId,
      currency,
      lines.map(minor => formatAmount(minor, currency)),
    )
    await bank.approve(id)
    const sent = lines.reduce((sum, minor) => sum + minor, 0n)
    await bank.receive(projectId, sent, currency)
    const { net } = await reportOf(em(), id)
    const gain = BigInt(next(50))
    await bank.changed({ out: [sent - BigInt(next(2)), currency], back: [net + gain], reportIds: [id] })
    await expectBalanced([currency])
    const before = await everyAccount()
    expect(await bank.revenue(projectId, currency)).toBe(0n)
    expect(await bank.revenue(projectId, 'EUR')).toBe(net)

    const { distributionId } = await world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))
    await expectBalanced([currency])
    const asked = { distributionId, line: null, reason: 'Not yet', requesterId: newId() }
    const { requestId } = await world.run(NOW, tx => requestReversal(tx, asked, at(NOW)))
    await world.run(NOW, tx => reverseDistribution(tx, { requestId, approverId: newId() }, at(NOW)))
    expect(await everyAccount()).toEqual(before)
    const broken = (await em().transactional(tx => runChecks(tx))).filter(each => each.violations > 0)
    expect(broken).toEqual([])
  },
)
