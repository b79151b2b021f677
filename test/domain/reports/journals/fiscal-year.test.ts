import { describe, expect, test } from '@jest/globals'
import { act } from '../../../../src/act.ts'
import { checkFec } from '../../../../src/documents/fec/check-fec.ts'
import { writeFec } from '../../../../src/documents/fec/write-fec.ts'
import { system } from '../../../../src/domain/acts/actor.ts'
import { newId } from '../../../../src/domain/ids.ts'
import type { AccountName } from '../../../../src/domain/ledger/accounts-for.ts'
import { book } from '../../../../src/domain/ledger/book.ts'
import { closeMonth } from '../../../../src/domain/ledger/closing/close-month.ts'
import { prepareMonth } from '../../../../src/domain/ledger/closing/prepare-month.ts'
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

type Verb = Parameters<typeof act>[2]
const run = (now: string, verb: Verb) =>
  act(database.orm, { actor: system('cli'), verb: 'test', now: at(now) }, verb)

async function booked(
  day: string,
  kind: EntryKind,
  [debit, credit]: [AccountName, AccountName],
  amount: bigint,
) {
  const factId = newId()
  const postings = [
    { account: debit, amount },
    { account: credit, amount: -amount },
  ]
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

  test('leaves nothing out: another currency refuses it', async () => {
    const [bank, held] = [BANK, HELD].map(account => ({ ...account, currency: 'USD' })) as [
      AccountName,
      AccountName,
    ]
    await booked('2026-01-05', 'receiptRecorded', [bank, held], 5n)
    await closed('2026-01', '2026-02-02')
    await closed('2026-12', '2027-01-02')
    await expect(fecOf(2026)).rejects.toMatchObject({
      code: 'FISCAL_CURRENCIES',
      message:
        'Up to the end of 2026 there are 2 postings in USD: the export is in EUR and leaves nothing out.',
    })
    expect(await fecOf(2025)).toContain('BQ000001')
    await expect(fecOf(20_255)).rejects.toMatchObject({ code: 'FISCAL_YEAR_MALFORMED' })
  })
})
