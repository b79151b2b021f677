import { beforeAll, expect, test } from '@jest/globals'
import { bankAccounts } from '../../../../src/domain/payments/bank/bank-accounts.ts'
import { settleLegs } from '../../../../src/domain/payments/payouts/settle-legs.ts'
import { reconciledAccount } from '../../../../src/domain/payments/reconciliation/reconciliation.ts'
import { answeringOf } from '../../../support/answering.ts'
import { paidAtOnce, paidOut } from '../../../support/answers.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, paying, em, told, holds, states, suspended, batchOf, DAY } = answeringOf(database)
beforeAll(async () => {
  await paying.openBank()
  await told([{ amount: '1.00', ref: 'X' }], '2025-05-02')
})

const byHand = (...endToEndIds: string[]) =>
  world.run(DAY, tx => settleLegs(tx, { endToEndIds, debitId: null }, at(DAY)))
/** The differences of payouts on the account, as known at the end of a day. */
async function differences(day = '2025-05-06'): Promise<[string, bigint][]> {
  const [account] = await bankAccounts(em())
  if (account === undefined) throw new Error('There is no bank account.')
  const found = await reconciledAccount(em(), { account, at: at(day) })
  return found.differences
    .filter(({ kind }) => kind.startsWith('PAYOUT') || kind === 'DEBIT_IN_SUSPENSE')
    .map(({ kind, amount }) => [kind, amount])
}

test('a payout that was told by hand claims the debit of the bank when it comes, and nothing differs any more', async () => {
  const { batchId, of } = await batchOf({ Ann: 1, Bea: 1 })
  const ann = of('Ann').endToEndId
  const [bank, suspense] = [await holds('bank'), await holds('suspense')]
  await byHand(ann)
  expect(await differences()).toEqual([
    ['PAYOUT_BY_HAND', 3_000n],
    ['PAYOUTS_SENT', -3_000n],
  ])
  await told([paidOut('30.00', 'A1', { name: ann, batchId })])
  expect([bank - (await holds('bank')), (await holds('suspense')) - suspense]).toEqual([3_000n, 0n])
  expect([await suspended('A1'), await states(batchId)]).toEqual([undefined, ['sent', 'settled']])
  expect(await differences()).toEqual([['PAYOUTS_SENT', -3_000n]])
  // A second debit for it is somebody else's.
  await told([paidOut('30.00', 'A2', { name: ann })])
  expect(await suspended('A2')).toBe('PAYOUT_ENDED')
})

test('another amount under its name proves nothing', async () => {
  const { of } = await batchOf({ Cid: 1 })
  await byHand(of('Cid').endToEndId)
  await told([paidOut('29.99', 'B1', { name: of('Cid').endToEndId })])
  expect(await suspended('B1')).toBe('PAYOUT_ENDED')
  await told([paidOut('30.00', 'B2', { name: of('Cid').endToEndId })])
  expect(await suspended('B2')).toBeUndefined()
})

test('one debit of a whole file proves what was told by hand and settles the rest', async () => {
  const { batchId, of } = await batchOf({ Dan: 1, Eve: 2 })
  await byHand(of('Dan').endToEndId)
  await told([paidAtOnce('90.00', 'C1', batchId)])
  expect([await suspended('C1'), await states(batchId)]).toEqual([undefined, ['settled', 'settled']])
})
