import { expect, test } from '@jest/globals'
import { bankAccounts, clientsAccount } from '../../../../src/domain/payments/bank/bank-accounts.ts'
import {
  type NewBankAccount,
  openBankAccount,
} from '../../../../src/domain/payments/bank/open-bank-account.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const NOW = at('2025-01-01')
const EURO: NewBankAccount = {
  code: 'clients',
  currency: 'EUR',
  iban: 'fr76 3000 6000 0112 3456 7890 189',
  bic: 'agrifrpp',
  holderName: ' Tantième, clients ',
}
const open = (change: Partial<NewBankAccount> = {}) =>
  world.run(NOW, em => openBankAccount(em, { ...EURO, ...change }, NOW))
const em = () => database.orm.em.fork()

test('a bank account of the platform is known as it is written on transfers, one of each currency', async () => {
  await open()
  await open({ currency: 'CHF', iban: 'CH2801234000123456789', bic: null })
  expect(await clientsAccount(em(), 'EUR')).toMatchObject({
    iban: 'FR7630006000011234567890189',
    bic: 'AGRIFRPP',
    holderName: 'Tantième, clients',
    openedAt: NOW,
  })
  expect((await bankAccounts(em())).map(each => each.currency)).toEqual(['CHF', 'EUR'])
  expect(await clientsAccount(em(), 'USD')).toBeUndefined()
})

test.each<[string, Partial<NewBankAccount>, string]>([
  [
    'BANK_ACCOUNT_KNOWN',
    { iban: 'CH2801234000123456789' },
    'The platform has a bank account for this already: FR7630006000011234567890189 (clients, EUR).',
  ],
  ['IBAN_MALFORMED', { iban: 'FR7630006000011234567890188' }, 'FR7630006000011234567890188'],
  ['BIC_MALFORMED', { bic: 'AGRI' }, '"AGRI" is not a BIC: it has 8 or 11 letters and digits.'],
  ['NAME_MALFORMED', { holderName: ' ' }, '0'],
  ['CURRENCY_UNKNOWN', { currency: 'XXX' }, '"XXX"'],
])('an account is refused: %s', async (code, change, message) => {
  await expect(open({ ...change })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})
