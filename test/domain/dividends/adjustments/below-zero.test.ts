import { describe, expect, test } from '@jest/globals'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { releaseLine } from '../../../../src/domain/dividends/levies/release-line.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { STATEMENT_SERIES } from '../../../../src/domain/dividends/statements/statement-numbers.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf, balances } from '../../../../src/domain/ledger/balances.ts'
import { book } from '../../../../src/domain/ledger/book.ts'
import { PRECISION } from '../../../../src/domain/money/allocate.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { openPaperSeries } from '../../../../src/domain/parties/papers/open-paper-series.ts'
import { statementData } from '../../../../src/domain/reports/statement-data.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR } from '../../../support/world.ts'
import { LEVIED, leviedWorldOf } from '../levies/levied-world.ts'
import { adjustingWorldOf, line } from './adjusting-world.ts'

/** Money leaves an account here by an entry that books no fact, so the checks are made at the end, but for that. */
const database = useDatabase({ checked: false })
const levied = leviedWorldOf(database)
const world = adjustingWorldOf(database)
const em = () => database.orm.em.fork()

/** Ann alone holds shares in March; nine times as many are Bea's from April on. */
async function diluted(terms: Partial<ContractTerms>, annIn: string | null = 'FR') {
  const made = await world.project(terms, 10)
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  for (const [holder, country] of [
    [ann, annIn],
    [bea, 'FR'],
  ] as const)
    if (country !== null) await levied.declare(holder, country, '2025-01-01')
  const raise = { goalMode: 'none' as const, goal: null }
  const first = await world.offering(made.classId, { ...raise, shares: 1 })
  await world.pay(await world.order(first, ann, 1))
  await world.close(first)
  const march = await world.month(made.projectId, '2025-03', '100.00')
  const dates = { opensAt: at('2025-04-05'), closesAt: at('2025-04-10'), paymentDueAt: at('2025-04-10') }
  const second = await world.offering(made.classId, { ...raise, ...dates, shares: 9 })
  await world.pay(await world.order(second, bea, 9, '2025-04-06'), '2025-04-07')
  await world.close(second, '2025-04-20')
  return { ...made, ann, bea, march }
}

const adjust = async (run: string, gross: string, now = '2025-04-25') =>
  world.approve(await world.prepare(run, { lines: [line(gross)] }, now), newId(), now)
const held = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const owed = (ownerId: string, scopeId: string) =>
  balanceOf(em(), { kind: 'recoverable', ownerId, scopeId, currency: 'EUR' })
const levies = async () =>
  Object.fromEntries((await balances(em(), { kind: 'levy' })).map(({ code, amount }) => [code, amount]))

/** The whole balance of a holder, or of the issuer of a project, leaves. */
async function spend(ownerId: string, now: string, scopeId?: string): Promise<void> {
  const kind = scopeId === undefined ? ('holder' as const) : ('issuer' as const)
  const account = { kind, ownerId, currency: 'EUR', ...(scopeId && { scopeId }) }
  const bank = { kind: 'bank' as const, code: 'main', currency: 'EUR' }
  await world.run(now, async tx => {
    const amount = await balanceOf(tx, account)
    await book(tx, { kind: 'receiptRecorded', factId: newId(), bookedOn: now }, [
      { account, amount },
      { account: bank, amount: -amount },
    ])
    return {}
  })
}

const LEVIES_BACK = { PFU_IR: -678n, CSG: -488n, CRDS: -27n, SOLIDARITE: -398n }

describe('a line below zero', () => {
  test('gives levies back at the ratios of the line it corrects, not at those of its own day', async () => {
    const { projectId, ann, bea, march } = await diluted(LEVIED)
    expect((await levied.line(march, ann)).figures).toMatchObject({ gross: 10_000n, net: 7_000n })
    await adjust(march, '-60.00', '2026-01-02')
    const before = await levies()
    const december = await world.month(projectId, '2025-12', '70.00', '10.00') // paid in 2026: 31.4 %
    expect((await levied.line(december, ann)).figures).toEqual({
      gross: -5_300n,
      capital: 0n,
      net: -3_709n,
      withheld: LEVIES_BACK,
    })
    await world.run('2026-01-05', tx => openPaperSeries(tx, { series: STATEMENT_SERIES }))
    const papers = await statementData(em(), december, [ann, bea])
    expect(papers.map(({ holdings }) => holdings.map(each => each.corrections / PRECISION))).toEqual([
      [-6_000n],
      [0n],
    ])
    const withheld = { PFU_IR: 806n, CSG: 668n, CRDS: 32n, SOLIDARITE: 473n }
    expect((await levied.line(december, bea)).figures).toMatchObject({ gross: 6_300n, withheld })
    expect([await held(ann), await held(bea)]).toEqual([3_291n, 4_321n])
    const moved = Object.entries(await levies()).map(([code, amount]) => [
      code,
      amount - (before[code] ?? 0n),
    ])
    expect(Object.fromEntries(moved)).toEqual({ PFU_IR: 128n, CSG: 180n, CRDS: 5n, SOLIDARITE: 75n })
  })

  test('gives back what was withheld late from a line that had been held', async () => {
    const { projectId, classId, ann, march } = await diluted(LEVIED, null)
    expect((await levied.line(march, ann)).figures).toMatchObject({ net: 10_000n, withheld: null })
    await levied.declare(ann, 'FR', '2025-05-01')
    const key = { distributionId: march, classId, holderId: ann }
    await world.run('2025-05-02', tx => releaseLine(tx, key, at('2025-05-02')))
    await adjust(march, '-60.00', '2026-01-02')
    const december = await world.month(projectId, '2025-12', '70.00', '10.00')
    expect((await levied.line(december, ann)).figures).toEqual({
      gross: -5_300n,
      capital: 0n,
      net: -3_709n,
      withheld: LEVIES_BACK,
    })
  })

  test('that the account does not hold is owed, recovered later, and nobody is credited with it meanwhile', async () => {
    const { projectId, ann, bea, march } = await diluted({ ...LEVIED, levies: 'none' })
    await adjust(march, '-60.00')
    await spend(ann, '2025-04-26')
    // Ann is due 7.00 - 60.00, Bea 63.00. Of that only 10.00 has arrived, and the 53.00 of Ann are spent.
    const now = await world.approved(projectId, '2025-04', '70.00', '10.00')
    const run = () => world.run(now, tx => distribute(tx, { projectId }, now))
    await expect(run()).rejects.toThrow('63.00 EUR is needed, 10.00 EUR has arrived')
    await world.receive(projectId, '53.00', now)
    await run()
    expect([await held(ann), await owed(ann, projectId), await held(bea)]).toEqual([0n, 5_300n, 6_300n])
    // A tenth of 70.00 comes back of the 53.00, and 46.00 stay owed; they lie on the account of the project.
    await world.month(projectId, '2025-05', '70.00', '63.00')
    expect([await held(ann), await owed(ann, projectId), await held(bea)]).toEqual([0n, 4_600n, 12_600n])
    await world.month(projectId, '2025-06', '470.00', '424.00')
    expect([await held(ann), await owed(ann, projectId), await held(bea)]).toEqual([100n, 0n, 54_900n])
  })

  test('of the issuer is owed by him', async () => {
    const { projectId, issuerId, march } = await diluted({
      levies: 'none',
      tiers: [
        { name: 'Parts', takes: '1/2', split: [{ to: 'class:parts', ratio: '1' }] },
        { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
      ],
    })
    const issuer = { kind: 'issuer' as const, ownerId: issuerId, scopeId: projectId, currency: 'EUR' }
    await spend(issuerId, '2025-04-24', projectId)
    const sums = [
      { recipient: 'issuer', amount: EUR('-20.00') },
      { recipient: 'class:parts', amount: EUR('20.00') },
    ]
    for (const sum of sums) {
      const id = await world.prepare(march, { kind: 'fixedAmount', ...sum }, '2025-04-25')
      await world.approve(id, newId(), '2025-04-25')
    }
    // The issuer is due 5.00 - 20.00.
    const now = await world.approved(projectId, '2025-04', '10.00')
    const run = () => world.run(now, tx => distribute(tx, { projectId }, now))
    await expect(run()).rejects.toThrow('25.00 EUR is needed, 10.00 EUR has arrived')
    await world.receive(projectId, '15.00', now)
    await run()
    expect([await balanceOf(em(), issuer), await owed(issuerId, projectId)]).toEqual([0n, 1_500n])
    await world.month(projectId, '2025-05', '30.00', '15.00')
    expect([await balanceOf(em(), issuer), await owed(issuerId, projectId)]).toEqual([0n, 0n])
  })
})

test('no check finds anything but the money that left without a fact', async () => {
  const results = await em().transactional(tx => runChecks(tx))
  expect(results.filter(({ violations }) => violations > 0).map(({ name }) => name)).toEqual([
    'Every entry books a fact that is there',
    'The bank accounts got every receipt and gave every debit, and nothing else',
    'The account of a holder got the net of his lines and what was given back to him, and nothing else',
    'The account of an issuer got the money allotted, less commission and VAT, and his part of every run',
  ])
})
