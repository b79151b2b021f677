import { describe, expect, test } from '@jest/globals'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { book } from '../../../../src/domain/ledger/book.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

/** Money leaves an account here by an entry that books no fact, so the checks are made at the end, but for that. */
const database = useDatabase({ checked: false })
const world = worldOf(database)
const em = () => database.orm.em.fork()
const ALL = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]

/** The whole balance of a holder or issuer leaves. */
async function spend(kind: 'holder' | 'issuer', ownerId: string, scopeId?: string): Promise<void> {
  const account = { kind, ownerId, currency: 'EUR', ...(scopeId && { scopeId }) }
  const bank = { kind: 'bank' as const, code: 'main', currency: 'EUR' }
  await world.run('2025-05-20', async tx => {
    const amount = await balanceOf(tx, account)
    await book(tx, { kind: 'receiptRecorded', factId: newId(), bookedOn: '2025-05-20' }, [
      { account, amount },
      { account: bank, amount: -amount },
    ])
    return {}
  })
}

async function reverse(distributionId: string, now = '2025-06-01'): Promise<void> {
  const asked = { distributionId, line: null, reason: 'Wrong', requesterId: newId() }
  const { requestId } = await world.run(now, tx => requestReversal(tx, asked, at(now)))
  await world.run(now, tx => reverseDistribution(tx, { requestId, approverId: newId() }, at(now)))
}

const run = async (projectId: string, now: Date | string = '2025-06-03') =>
  (await world.run(now, tx => distribute(tx, { projectId }, typeof now === 'string' ? at(now) : now)))
    .distributionId
const held = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const owed = (ownerId: string, scopeId: string) =>
  balanceOf(em(), { kind: 'recoverable', ownerId, scopeId, currency: 'EUR' })

describe('what a reversal takes back and a holder has spent', () => {
  test('is owed by him, and what he gets by the next run pays it: who did nothing wrong waits for nobody', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1 }, { tiers: ALL })
    const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
    const first = await world.month(projectId, '2025-03', '10.00')
    await spend('holder', ann)
    await reverse(first)
    expect([await held(ann), await owed(ann, projectId)]).toEqual([0n, 500n])
    expect([await held(bea), await owed(bea, projectId)]).toEqual([0n, 0n])
    const second = await run(projectId)
    expect([await held(ann), await owed(ann, projectId), await held(bea)]).toEqual([0n, 0n, 500n])
    // A run that recovered is taken back with what it recovered.
    await reverse(second, '2025-06-04')
    expect([await held(ann), await owed(ann, projectId), await held(bea)]).toEqual([0n, 500n, 0n])
  })

  test('is recovered at the ratio of the contract, and a run waits for what is still missing', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1 }, { tiers: ALL, recoverRatio: '1/3' })
    const ann = holders.Ann ?? ''
    const first = await world.month(projectId, '2025-03', '10.00')
    await spend('holder', ann)
    await reverse(first)
    // A third of 10.00 comes back: of the 10.00 that is on paper 3.33 may be given out again, 6.67 is spent.
    await expect(run(projectId)).rejects.toThrow('16.67 EUR is needed, 10.00 EUR has arrived')
    const now = await world.approved(projectId, '2025-06', '20.00')
    await run(projectId, now)
    // A third of 30.00 is all that is open.
    expect([await held(ann), await owed(ann, projectId)]).toEqual([2_000n, 0n])
  })

  test('is owed by an issuer, too, and taken from his part', async () => {
    const { projectId, issuerId } = await world.funded({ Ann: 10 })
    const first = await world.month(projectId, '2025-03', '10.00')
    await spend('issuer', issuerId, projectId)
    await reverse(first)
    expect(await owed(issuerId, projectId)).toBe(200n)
    await run(projectId)
    expect(await owed(issuerId, projectId)).toBe(0n)
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
