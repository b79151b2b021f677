import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { offsetsOfLegs } from '../../../src/domain/payments/offsets/offsets.ts'
import { cancelLegs } from '../../../src/domain/payments/payouts/cancel-legs.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { rejectLegs } from '../../../src/domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../../../src/domain/payments/payouts/return-leg.ts'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { useDatabase } from '../../support/database.ts'
import { debtorsOf } from '../../support/debtors.ts'
import { OTHER_IBAN } from '../../support/paying.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const { paying, world, em, debtor, paid, held, owed } = debtorsOf(database)
const { run } = world

describe('what was paid by a run that was taken back', () => {
  let ann: Awaited<ReturnType<typeof debtor>>
  const state = async () => [await held(ann.partyId), await owed(ann.partyId, ann.wrong)]
  const cancel = (batchId: string, now: string) =>
    run(now, tx =>
      cancelLegs(tx, { batchId, endToEndIds: null, reason: 'Not today', cancellerId: newId() }, at(now)),
    )

  test('is set off against the next payout, up to half of it: the groups add up to what is owed', async () => {
    await paying.openBank()
    ann = await debtor('Ann')
    await world.month(ann.other, '2025-04', '60.00')
    expect(await state()).toEqual([6_000n, 10_000n])
    const { groups, sum, liability } = await paying.groups('2025-06-05', '2025-06-03')
    expect(groups.filter(([payee]) => payee === 'holder')).toEqual([
      ['holder', 'READY', 1, 3_000n],
      ['holder', 'SET_OFF', 1, 3_000n],
    ])
    expect(sum).toBe(liability)
    const parts = (await payablesOf(em(), ann.partyId, at('2025-06-03'))).flatMap(row => row.parts)
    expect(parts.map(({ code, amount }) => [code, amount])).toEqual([
      ['READY', 3_000n],
      ['SET_OFF', 3_000n],
    ])
    expect(parts[1]?.sentence.en).toBe(
      '30.00 EUR of the payout of 2025-06-05 is set off against what you owe back: 100.00 EUR before it, 70.00 EUR after it.',
    )
  })

  test('is owed again when the payout is cancelled, and set off by the next', async () => {
    const batchId = await paying.prepare('2025-06-05', '2025-06-03')
    const [leg] = await legsOfBatch(em(), batchId)
    expect([leg?.amount, ...(await state())]).toEqual([3_000n, 0n, 7_000n])
    await cancel(batchId, '2025-06-03')
    await cancel(batchId, '2025-06-03')
    expect(await state()).toEqual([6_000n, 10_000n])
    const offsets = await offsetsOfLegs(em(), [leg?.id ?? ''])
    expect(
      offsets.map(({ amount, ratio, floor, debtKind, returned, projectId }) => [
        [amount, ratio, floor, debtKind, returned, projectId],
      ]),
    ).toEqual([[[3_000n, '1/2', 1_000n, 'shortfallBooked', true, ann.wrong]]])
  })

  test('is owed again when the bank refuses the payout, and when it comes back', async () => {
    const [first] = (await paying.sent('2025-06-05', '2025-06-03')).legs
    const endToEndId = first?.endToEndId ?? ''
    const refused = { endToEndIds: [endToEndId], reason: 'AC01' }
    await run('2025-06-05', tx => rejectLegs(tx, refused, at('2025-06-05')))
    expect(await state()).toEqual([6_000n, 10_000n])
    await paying.known(ann.partyId, '2025-06-06', OTHER_IBAN)
    const [second] = (await paid('2025-07-07', '2025-07-03')).legs
    expect(await state()).toEqual([0n, 7_000n])
    const back = { endToEndId: second?.endToEndId ?? '', reason: 'AC04', receiptId: null }
    await run('2025-07-08', tx => returnLeg(tx, back, at('2025-07-08')))
    await run('2025-07-08', tx => returnLeg(tx, back, at('2025-07-08')))
    expect(await state()).toEqual([6_000n, 10_000n])
    await paying.known(ann.partyId, '2025-07-09')
    await paid('2025-08-05', '2025-08-01')
    expect(await state()).toEqual([0n, 7_000n])
  })

  test('leaves the payee the floor, and what is left of it is recovered by the next run of its project', async () => {
    await world.month(ann.other, '2025-07', '15.00')
    expect((await paid('2025-09-05', '2025-09-03')).legs.map(leg => leg.amount)).toEqual([1_000n])
    expect(await state()).toEqual([0n, 6_500n])
    await world.month(ann.other, '2025-08', '10.00')
    expect((await paid('2025-10-06', '2025-10-02')).legs.map(leg => leg.amount)).toEqual([1_000n])
    expect(await state()).toEqual([0n, 6_500n])
    // The run that was taken back gave 100.00, which its project gives again: 65.00 of it makes good what is owed.
    await world.month(ann.wrong, '2025-09', '20.00')
    expect(await state()).toEqual([5_500n, 0n])
  })

  test('of a payee is not set off twice by two who prepare at the same moment', async () => {
    const bea = await debtor('Bea')
    await world.month(bea.other, '2025-09', '100.00')
    const both = await Promise.allSettled([
      paying.prepare('2025-11-05', '2025-11-03'),
      paying.prepare('2025-11-05', '2025-11-03'),
    ])
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await owed(bea.partyId, bea.wrong)).toBe(5_000n)
  })
})
