import { describe, expect, test } from '@jest/globals'
import { act } from '../../../../src/act.ts'
import { checkFec } from '../../../../src/documents/fec/check-fec.ts'
import { writeFec } from '../../../../src/documents/fec/write-fec.ts'
import { system } from '../../../../src/domain/acts/actor.ts'
import { newId } from '../../../../src/domain/ids.ts'
import type { AccountName } from '../../../../src/domain/ledger/accounts-for.ts'
import { book, type NewPosting } from '../../../../src/domain/ledger/book.ts'
import { closeMonth } from '../../../../src/domain/ledger/closing/close-month.ts'
import { prepareMonth } from '../../../../src/domain/ledger/closing/prepare-month.ts'
import { recordRates } from '../../../../src/domain/ledger/exchange/record-rates.ts'
import type { EntryKind } from '../../../../src/domain/ledger/kinds.ts'
import { fiscalYear } from '../../../../src/domain/reports/journals/fiscal-year.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

/** Entries of facts that are made up. */
const database = useDatabase({ checked: false })
const ANN = newId()
const BANK: AccountName = { kind: 'bank', code: 'clients', currency: 'EUR' }
const HELD: AccountName = { kind: 'holder', ownerId: ANN, currency: 'EUR' }
const OWED: AccountName = { kind: 'receivable', ownerId: ANN, currency: 'EUR' }
const INCOME: AccountName = { kind: 'income', currency: 'EUR' }

type Accounts = [AccountName, AccountName, AccountName, AccountName]
type Verb = Parameters<typeof act>[2]
const run = (now: string, verb: Verb) =>
  act(database.orm, { actor: system('cli'), verb: 'test', now: at(now) }, verb)

const booked = (day: string, kind: EntryKind, [debit, credit]: [AccountName, AccountName], amount: bigint) =>
  bookedAs(day, kind, [
    { account: debit, amount },
    { account: credit, amount: -amount },
  ])

async function bookedAs(day: string, kind: EntryKind, postings: NewPosting[]) {
  const factId = newId()
  await run(day, async em => {
    await book(em, { kind, factId, bookedOn: day }, postings)
    return {}
  })
  return factId
}

async function closed(month: string, now: string) {
  const { made } = await run(now, em => prepareMonth(em, { month, preparerId: newId() }, at(now)))
  const preparationId = made.preparationId as string
  await run(now, em => closeMonth(em, { preparationId, approverId: newId() }, at(now)))
}

async function fecOf(year: number): Promise<string> {
  return database.orm.em
    .fork()
    .transactional(async em => (await Array.fromAsync(writeFec(await fiscalYear(em, year)))).join(''))
}

/** The rows of a year in one journal. */
const rowsOf = async (year: number, journal: string) =>
  (await fecOf(year)).split('\r\n').filter(line => line.startsWith(`${journal}\t`))

/** What a franc is worth in euros since a day. */
const told = (rate: string, since: string) =>
  run('2028-01-01', em =>
    recordRates(
      em,
      { rates: [{ from: 'CHF', to: 'EUR', rate, source: 'ECB', at: at(since) }] },
      at('2028-01-01'),
    ),
  )

async function* linesIn(text: string) {
  yield* text.split('\r\n').slice(0, -1)
}

describe('the fiscal export of a year', () => {
  test('holds what accounts had when it began and each numbered entry, and our own reading finds no fault', async () => {
    await booked('2024-11-05', 'receiptRecorded', [BANK, HELD], 10_050n)
    await booked('2024-12-30', 'serviceInvoiced', [OWED, INCOME], 2_000n)
    await closed('2024-11', '2024-12-02')
    await closed('2024-12', '2025-01-03')
    const factId = await booked('2025-03-31', 'receiptRecorded', [BANK, HELD], 1n)
    await closed('2025-03', '2025-04-02')
    await expect(fecOf(2025)).rejects.toMatchObject({
      code: 'FISCAL_YEAR_OPEN',
      message: 'The months of 2025 are not all closed; the books are closed up to and with 2025-03.',
    })
    await closed('2025-12', '2026-01-02')
    const text = await fecOf(2025)
    const ann = `P-${ANN}\tP-${ANN}`
    const opening = (account: string, debit: string, credit: string) =>
      `AN\tÀ nouveaux\tAN000001\t20250101\t${account}\tAN2025\t20250101\tÀ nouveaux\t${debit}\t${credit}\t\t\t20250402\t\t\r\n`
    const entry = (account: string, debit: string, credit: string) =>
      `BQ\tBanque\tBQ000001\t20250331\t${account}\t${factId}\t20250331\tVirement reçu\t${debit}\t${credit}\t\t\t20250402\t\t\r\n`
    expect(text.split('\r\n')[0]?.split('\t')).toHaveLength(18)
    expect(text.slice(text.indexOf('\r\n') + 2)).toBe(
      [
        opening('512100\tBanque, fonds des clients\tclients\tclients', '100,50', '0,00'),
        opening(`467200\tPorteurs, dividendes et remboursements\t${ann}`, '0,00', '100,50'),
        opening(`411000\tClients\t${ann}`, '20,00', '0,00'),
        opening('110000\tReport à nouveau\t\t', '0,00', '20,00'),
        entry('512100\tBanque, fonds des clients\tclients\tclients', '0,01', '0,00'),
        entry(`467200\tPorteurs, dividendes et remboursements\t${ann}`, '0,00', '0,01'),
      ].join(''),
    )
    expect(await checkFec(linesIn(text))).toEqual([])
    const first = await fecOf(2024)
    expect(
      first
        .split('\r\n')
        .slice(1, -1)
        .map(line => line.slice(0, 2)),
    ).toEqual(['BQ', 'BQ', 'VE', 'VE'])
    expect(await checkFec(linesIn(first))).toEqual([])
  })

  test('counts another currency at the rate of each entry, and is refused while one has none', async () => {
    const inFrancs = (account: AccountName) => ({ ...account, currency: 'CHF' })
    const [bank, held, owed, income] = [BANK, HELD, OWED, INCOME].map(inFrancs) as Accounts
    const parts = [
      { account: bank, amount: 100n },
      { account: held, amount: -50n },
      { account: { kind: 'suspense', currency: 'CHF' } as const, amount: -50n },
    ]
    const factId = await bookedAs('2026-01-05', 'receiptRecorded', parts)
    await booked('2026-01-05', 'serviceInvoiced', [owed, income], 50n)
    await closed('2026-01', '2026-02-02')
    await closed('2026-12', '2027-01-02')
    await expect(fecOf(2026)).rejects.toMatchObject({
      code: 'FISCAL_RATES_MISSING',
      message:
        'Up to the end of 2026 2 entries in CHF have no rate to EUR, the first of them BQ000001 of 2026-01-05: record a rate that held at or before 2026-01-05T12:00:00.000Z.',
    })
    expect(await fecOf(2025)).toContain('BQ000001')
    await expect(fecOf(20_255)).rejects.toMatchObject({ code: 'FISCAL_YEAR_MALFORMED' })

    await told('1.05', '2026-01-04')
    // A franc is 1.05 euros: 50 cents of it are 52.5 cents, and half even makes them 52.
    const line = (account: string, debit: string, credit: string, other: string) =>
      `BQ\tBanque\tBQ000001\t20260105\t${account}\t${factId}\t20260105\tVirement reçu\t${debit}\t${credit}\t\t\t20260202\t${other}`
    const auxiliary = `P-${ANN}/CHF`
    expect(await rowsOf(2026, 'BQ')).toEqual([
      line('512100\tBanque, fonds des clients\tclients/CHF\tclients/CHF', '1,05', '0,00', '1,00\tCHF'),
      line(
        `467200\tPorteurs, dividendes et remboursements\t${auxiliary}\t${auxiliary}`,
        '0,00',
        '0,52',
        '-0,50\tCHF',
      ),
      line("471000\tCompte d'attente, reçu non affecté\tCHF\tCHF", '0,00', '0,52', '-0,50\tCHF'),
      line('478000\tConversion de devises\t\t', '0,00', '0,01', '\t'),
    ])
    expect(await checkFec(linesIn(await fecOf(2026)))).toEqual([])
  })

  test('opens a year with what the lines of those before come to, in euros and in the other currency', async () => {
    const [bank, held] = [BANK, HELD].map(account => ({ ...account, currency: 'CHF' })) as [
      AccountName,
      AccountName,
    ]
    await told('1.10', '2027-03-01')
    await booked('2027-03-31', 'payoutSettled', [held, bank], 20n)
    await closed('2027-03', '2027-04-02')
    await closed('2027-12', '2028-01-02')
    const opening = (await rowsOf(2027, 'AN')).map(row => row.split('\t'))
    expect(
      opening.map(fields => [fields[4], fields[6], ...fields.slice(11, 13), ...fields.slice(16)]),
    ).toEqual(
      expect.arrayContaining([
        ['512100', 'clients/CHF', '1,05', '0,00', '1,00', 'CHF'],
        ['467200', `P-${ANN}/CHF`, '0,00', '0,52', '-0,50', 'CHF'],
        ['411000', `P-${ANN}/CHF`, '0,52', '0,00', '0,50', 'CHF'],
        ['110000', '', '0,00', '0,52', '', ''],
        ['478000', '', '0,00', '0,01', '', ''],
      ]),
    )
    await closed('2028-12', '2029-01-02')
    // 105 - 22 and -52 + 22 cents; 100 - 20 and -50 + 20 of francs.
    const later = (await rowsOf(2028, 'AN')).map(row => row.split('\t'))
    expect(later.map(fields => [fields[4], fields[6], ...fields.slice(11, 13), ...fields.slice(16)])).toEqual(
      expect.arrayContaining([
        ['512100', 'clients/CHF', '0,83', '0,00', '0,80', 'CHF'],
        ['467200', `P-${ANN}/CHF`, '0,00', '0,30', '-0,30', 'CHF'],
      ]),
    )
    for (const year of [2027, 2028]) expect(await checkFec(linesIn(await fecOf(year)))).toEqual([])
  })
})
