import { expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { maskedIban } from '../../../src/domain/parties/people/masked-iban.ts'
import { claimPayment, recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { refundAccounts } from '../../../src/domain/shares/refund-accounts.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const NOW = '2025-01-11'
const IBAN = 'FR7630006000011234567890189'
const GIVEN = 'DE89370400440532013000'

async function order() {
  const { classId } = await world.project()
  const partyId = await world.person('Ann')
  return { partyId, id: await world.order(await world.offering(classId), partyId, 10) }
}

async function credit(remittance: string, payer: { iban: string; name: string } | null) {
  const money = { amount: 10_000n, currency: 'EUR' as const, receivedAt: at(NOW) }
  const receipt = { ...money, bankReference: newId(), remittance, payer }
  return (await world.run(NOW, tx => recordPayment(tx, receipt, at(NOW)))).receiptId
}

const accounts = async (...ids: string[]) => {
  const found = await refundAccounts(em(), ids)
  return found.map(({ iban, holderName }) => `${iban} ${holderName}`)
}

test('money of an order goes back to the account that paid it, also after the order was withdrawn', async () => {
  const { id, partyId } = await order()
  expect(await accounts(id)).toEqual([])
  const { reference } = await subscriptionOf(em(), id)
  await credit(reference, { iban: 'FR76 3000 6000 0112 3456 7890 189', name: 'Ann Payer' })
  await world.run(NOW, tx => withdraw(tx, { subscriptionId: id, partyId }, at(NOW)))
  expect(await accounts(id)).toEqual([`${IBAN} Ann Payer`])
})

test('an order that was claimed from suspense goes back to the account of the money that was claimed', async () => {
  const { id } = await order()
  await credit('no order', { iban: IBAN, name: 'A stranger' })
  const receiptId = await credit('a wrong reference', { iban: GIVEN, name: 'Ann' })
  await world.run(NOW, tx => claimPayment(tx, { receiptId, subscriptionId: id }, at(NOW)))
  expect(await accounts(id)).toEqual([`${GIVEN} Ann`])
})

test('there is none when the bank did not say from where the money came', async () => {
  const { id } = await order()
  await credit((await subscriptionOf(em(), id)).reference, null)
  expect(await accounts(id)).toEqual([])
})

test('an account number is shown by its first and last four characters', () => {
  expect(maskedIban(IBAN)).toBe('FR76…0189')
})
