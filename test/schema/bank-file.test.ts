import { beforeAll, describe, expect, test } from '@jest/globals'
import { bankFile, CLIENTS_IBAN } from '../support/bank-files.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { type GraphqlAnswer, post } from '../support/http.ts'
import { importingWorld } from '../support/importing.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
let world: ReturnType<typeof importingWorld>
beforeAll(async () => {
  house = await furnish(server)
  world = importingWorld(server.database)
})

const OPEN = `mutation ($input: OpenBankAccountInput!) {
  openBankAccount(input: $input) {
    ... on BankAccountPayload { replayed bankAccount { code currency iban bic holderName } }
    ... on Refusal { code message field }
  }
}`
const BRING = `mutation ($input: ImportBankReportInput!) {
  importBankReport(input: $input) {
    ... on BankFilePayload {
      replayed problemCount problems { line message }
      reports {
        account bankReference closesOn entries pending ordersPaid alreadyImported
        opening { amount } closing { amount currency } credited { amount } debited { amount }
        suspense { reason count amount { amount } } debits { reason count amount { amount } }
        warnings { line message }
      }
    }
    ... on Refusal { code message field }
  }
}`

async function ask(query: string, input: object, who: Who = 'finance'): Promise<unknown> {
  const answer = await post(server.url, { query, variables: { input } }, house.tokens[who])
  const { data, errors } = JSON.parse(answer.text) as GraphqlAnswer
  expect([answer.status, errors ?? []]).toEqual([200, []])
  return Object.values(data ?? {})[0]
}

let keys = 0
const bring = (content: string | Uint8Array, more: object = {}) => {
  keys += 1
  const encoded = Buffer.from(content).toString('base64')
  return ask(BRING, { idempotencyKey: `bank-${keys}`, content: encoded, ...more })
}
const account = (iban: string, currency: string, key = iban) =>
  ask(OPEN, { idempotencyKey: key, code: 'clients', currency, iban, holderName: 'Clients' }, 'admin')

const DAY = { until: '2010-02-04', from: '2010-02-04' }
const FILE = bankFile({
  ...DAY,
  opening: '0.00',
  closing: '6.00',
  entries: [
    { amount: '7.00', ref: 'F1', text: 'for the songs' },
    { amount: '1.00', ref: 'F2', side: 'DBIT' },
    { amount: '5.00', ref: 'F3', status: 'PDNG' },
  ],
})
const REPORT = {
  account: CLIENTS_IBAN,
  bankReference: 'S1',
  closesOn: '2010-02-04',
  entries: 2,
  pending: 1,
  ordersPaid: 0,
  alreadyImported: false,
  opening: { amount: '0.00' },
  closing: { amount: '6.00', currency: 'EUR' },
  credited: { amount: '7.00' },
  debited: { amount: '1.00' },
  suspense: [{ reason: 'NO_ORDER', count: 1, amount: { amount: '7.00' } }],
  debits: [{ reason: 'NO_PAYOUT', count: 1, amount: { amount: '1.00' } }],
  warnings: [],
}

test('an administrator opens a bank account, once', async () => {
  expect(await bring(FILE)).toMatchObject({ code: 'BANK_ACCOUNT_UNKNOWN' })
  const opened = { code: 'clients', currency: 'EUR', iban: CLIENTS_IBAN, bic: null, holderName: 'Clients' }
  expect(await account(CLIENTS_IBAN, 'EUR')).toEqual({ replayed: false, bankAccount: opened })
  expect(await account(CLIENTS_IBAN, 'EUR')).toEqual({ replayed: true, bankAccount: opened })
  expect(await account(CLIENTS_IBAN, 'EUR', 'again')).toMatchObject({ code: 'BANK_ACCOUNT_KNOWN' })
})

describe('a bank’s file', () => {
  test('is tried dry, and nothing stays: no row, no key', async () => {
    const before = await world.state()
    const dry = { dryRun: true, idempotencyKey: 'dry' }
    for (const _twice of [1, 2]) {
      expect(await bring(FILE, dry)).toEqual({
        replayed: false,
        problemCount: 0,
        problems: [],
        reports: [REPORT],
      })
    }
    expect(await world.state()).toEqual(before)
  })

  test('answers its problems with their lines to a dry run, and is refused with them else', async () => {
    const wrong = FILE.replace('7.00', '7.001')
    const problem = { line: 20, message: '7.001 has too many decimals: EUR has 2.' }
    expect(await bring(wrong, { dryRun: true })).toMatchObject({ problems: [problem], reports: [] })
    expect(await bring(wrong)).toEqual({
      code: 'BANK_FILE_HAS_PROBLEMS',
      message: `The file has 1 problem: line 20: ${problem.message}`,
      field: 'content',
    })
  })

  test('is imported once: the same request is answered again, the same file changes nothing', async () => {
    const key = { idempotencyKey: 'real' }
    const done = { replayed: false, problemCount: 0, problems: [], reports: [REPORT] }
    expect(await bring(FILE, key)).toEqual(done)
    const before = await world.state()
    expect(await bring(FILE, key)).toEqual({ ...done, replayed: true })
    expect(await bring(FILE)).toEqual({ ...done, reports: [{ ...REPORT, alreadyImported: true }] })
    expect(await bring(FILE, { dryRun: true })).toMatchObject({ reports: [{ alreadyImported: true }] })
    expect(await world.state()).toEqual(before)
  })

  test('warns of a report that is missing before it', async () => {
    const later = bankFile({ ...DAY, id: 'S3', opening: '9.00', closing: '9.00', until: '2010-02-05' })
    expect(await bring(later)).toMatchObject({
      reports: [
        {
          warnings: [
            {
              line: 7,
              message:
                'the report opens with 9.00 EUR, but the one before it ("S1") closed with 6.00 EUR: a report between them is missing',
            },
          ],
        },
      ],
    })
  })

  test('warns of a reference that was recorded with other money', async () => {
    const text = bankFile({
      ...DAY,
      id: 'S5',
      opening: '9.00',
      closing: '16.01',
      entries: [{ amount: '7.01', ref: 'F1' }],
    })
    const message = `the reference "F1" names other money in the books: this is booked as "${CLIENTS_IBAN}/S5/F1"`
    expect(await bring(text, { dryRun: true })).toMatchObject({
      reports: [{ warnings: [expect.anything(), { line: 24, message }] }],
    })
  })

  test('that is no base64 is refused', async () => {
    const sent = { idempotencyKey: 'none', content: '<Document/>' }
    expect(await ask(BRING, sent)).toMatchObject({ code: 'FILE_NOT_BASE64' })
  })

  test('leaves nothing of who paid in the log', async () => {
    const payer = { name: 'Zoe Zobel', iban: 'FR1420041010050500013M02606' }
    const text = bankFile({
      ...DAY,
      id: 'S4',
      opening: '9.00',
      closing: '10.00',
      entries: [{ amount: '1.00', payer }],
    })
    await bring(text)
    await bring(text.replace('10.00', '11.00'))
    expect(server.logged.join('\n')).not.toMatch(/Zobel|FR142004/)
  })
})
