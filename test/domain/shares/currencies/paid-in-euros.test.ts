import { expect, test } from '@jest/globals'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { openBankAccount } from '../../../../src/domain/payments/bank/open-bank-account.ts'
import { quoteIn } from '../../../../src/domain/shares/currencies/quotes.ts'
import { CLIENTS_IBAN } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { DAY, payingInFrancs } from '../../../support/paying-in-francs.ts'
import { at } from '../../../support/world.ts'

const { bank, world, em, quote, state } = payingInFrancs(useDatabase())

test('an order in francs is paid in euros, and its issuer has the francs', async () => {
  const account = {
    code: 'clients' as const,
    currency: 'EUR',
    iban: CLIENTS_IBAN,
    bic: null,
    holderName: 'Clients',
  }
  await world.run(DAY, tx => openBankAccount(tx, account, at(DAY)))
  await bank.rate('EUR', 'CHF', '0.95', '2025-01-10')
  const { classId, projectId, issuerId } = await world.project({ currency: 'CHF' })
  const offeringId = await world.offering(classId)
  const ann = await world.person('Ann')
  const id = await world.order(offeringId, ann, 60)
  await quote(id, ann, 'EUR')
  // 600.00 francs ÷ 0.95 = 631.5789…
  expect(await quoteIn(em(), id, 'EUR')).toMatchObject({ amount: 63_158n })
  await world.pay(id, DAY, '631.58')
  expect(await state(id)).toBe('held')
  const [debitId, receiptId] = [await bank.left(63_158n, 'EUR'), await bank.arrived(60_000n, 'CHF')]
  await bank.record({ debitId, receiptIds: [receiptId], reportIds: [], subscriptionIds: [id] })
  expect(await state(id)).toBe('paid')
  await world.close(offeringId)
  const issuer = { kind: 'issuer' as const, ownerId: issuerId, scopeId: projectId }
  // Less 5 % and the VAT on it.
  expect(await balanceOf(em(), { ...issuer, currency: 'CHF' })).toBe(56_400n)
  expect(await balanceOf(em(), { ...issuer, currency: 'EUR' })).toBe(0n)
  expect([await bank.exchange('EUR'), await bank.exchange('CHF')]).toEqual([0n, 0n])
})
