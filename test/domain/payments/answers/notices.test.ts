import { beforeAll, describe, expect, test } from '@jest/globals'
import { reconciliation } from '../../../../src/domain/payments/reconciliation/reconciliation.ts'
import { answeringOf } from '../../../support/answering.ts'
import { paidAtOnce, paidOut, sentBack } from '../../../support/answers.ts'
import { bankNotice, type EntryText } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, paying, em, told, holds, states, batchOf, DAY } = answeringOf(database)
beforeAll(() => paying.openBank())

const NOON = `${DAY}T12:00:00Z`
let last = 0
const noticeOf = (entries: EntryText[], id = `N${++last}`) =>
  bankNotice({ id, from: DAY, until: DAY, entries: entries.map(each => ({ day: DAY, ...each })) })

describe('a notice of the bank, before its report', () => {
  test('settles the payouts it names, and the report that follows books nothing again', async () => {
    const { batchId, of } = await batchOf({ Ann: 1, Bob: 2 })
    const [ann, bob] = [
      paidOut('30.00', 'A1', { name: of('Ann').endToEndId }),
      paidOut('60.00', 'A2', { name: of('Bob').endToEndId }),
    ]
    expect(await world.notify(noticeOf([ann]), NOON)).toMatchObject([
      { movements: 1, unnamed: 0, debited: 3_000n, payoutsSettled: 1, payoutsReturned: 0, isNew: true },
    ])
    expect(await states(batchId)).toEqual(['sent', 'settled'])
    const before = await holds('bank')
    const { report } = await told([ann, bob])
    expect(report).toMatchObject({ debited: 9_000n, payoutsSettled: 2, debits: [] })
    expect([await states(batchId), await holds('bank')]).toEqual([['settled', 'settled'], before - 6_000n])
  })

  test('sends a payout back, once, whichever of the two comes first', async () => {
    const { batchId, of, holders } = await batchOf({ Cid: 1, Dee: 1 })
    const back = sentBack('30.00', 'B2', of('Cid').endToEndId)
    await told([paidAtOnce('60.00', 'B1', batchId), back])
    expect(await world.notify(noticeOf([back]), NOON)).toMatchObject([{ payoutsReturned: 1, isNew: true }])
    expect([await holds('holder', holders.Cid), await holds('holder', holders.Dee)]).toEqual([3_000n, 0n])
  })

  test('that comes again changes nothing, and is refused when it says something else', async () => {
    const credit = { amount: '5.00', ref: 'C1', text: 'nothing of ours' }
    const text = noticeOf([credit], 'SAME')
    expect(await world.notify(text, NOON)).toMatchObject([{ credited: 500n, isNew: true }])
    const before = await world.state()
    expect(await world.notify(text, NOON)).toMatchObject([{ isNew: false }])
    expect(await world.state()).toEqual(before)
    await expect(world.notify(noticeOf([{ ...credit, amount: '6.00' }], 'SAME'), NOON)).rejects.toMatchObject(
      { code: 'BANK_NOTICE_CHANGED' },
    )
    await expect(
      world.notify(noticeOf([{ ...credit, ref: 'C2', day: '2025-05-06' }]), NOON),
    ).rejects.toMatchObject({ code: 'BANK_ENTRY_IN_FUTURE' })
    await expect(world.notify('<x/>', NOON)).rejects.toMatchObject({ code: 'BANK_FILE_HAS_PROBLEMS' })
  })

  test('leaves what the bank gives no name of its own to the report', async () => {
    const [unnamed, named] = [
      { amount: '7.00', text: 'without a name' },
      { amount: '8.00', ref: 'D1', text: 'with a name' },
    ]
    const before = await holds('bank')
    expect(await world.notify(noticeOf([unnamed, named]), NOON)).toMatchObject([
      { movements: 2, unnamed: 1, credited: 800n },
    ])
    expect(await holds('bank')).toBe(before + 800n)
    await told([unnamed, named])
    expect(await holds('bank')).toBe(before + 1_500n)
  })

  test('is a difference of its own until a report holds what it told', async () => {
    const credit = { amount: '9.00', ref: 'E1', text: 'early' }
    await world.notify(noticeOf([credit]), NOON)
    const early = async () => {
      const accounts = await reconciliation(em(), at(`${DAY}T21:00:00Z`))
      const all = accounts.flatMap(each => each.differences)
      return all.filter(each => each.kind === 'TOLD_BY_NOTICE' && each.amount === -900n)
    }
    expect(await early()).toMatchObject([{ inBalance: true, open: true }])
    await told([credit])
    expect(await early()).toEqual([])
  })

  test('whose money the report tells without a name is refused there, for nobody knows whether it is the same', async () => {
    const credit = { amount: '11.00', text: 'twice?' }
    await world.notify(noticeOf([{ ...credit, ref: 'F1' }]), NOON)
    await expect(told([credit])).rejects.toMatchObject({ code: 'BANK_MOVEMENT_AMBIGUOUS' })
  })
})
