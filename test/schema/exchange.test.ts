import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { convertingOf } from '../support/converting.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2025-04-05T12:00:00Z' })
const REFUSED = '... on Refusal { __typename code message field }'
const RATES = '... on ExchangeRatesPayload { rates { from to rate source at } replayed }'
const IMPORT = `mutation ($key: String!, $content: String!) {
  importExchangeRates(input: { idempotencyKey: $key, content: $content }) { ${RATES} ${REFUSED} }
}`
const RECORD = `mutation ($key: String!, $rate: Decimal!) {
  recordExchangeRate(input: { idempotencyKey: $key, from: "EUR", to: "USD", rate: $rate, source: "Bank",
    at: "2025-04-05T11:00:00Z" }) { ${RATES} ${REFUSED} }
}`
const REPORT = `query ($id: ID!) {
  node(id: $id) { ... on RevenueReport { net { amount currency }
    conversion { isFinal rate { rate source } reported { amount currency } converted { amount currency } } } }
}`
const CHANGED = `mutation ($input: RecordMoneyChangedInput!) {
  recordMoneyChanged(input: $input) {
    ... on MoneyChangedPayload { reports { conversion { isFinal converted { amount } } } replayed } ${REFUSED}
  }
}`
const PREVIEW = `query ($id: ID!) {
  previewReport(input: { projectId: $id, periodStart: "2025-03-01", periodEnd: "2025-03-31",
    lines: [{ source: "Sales", gross: { amount: "100.00", currency: "USD" } }] }) {
    net { amount currency }
    conversion { isFinal rate { rate } reported { amount currency } converted { amount currency } }
  }
}`
const DRAFT = `mutation ($id: ID!) {
  saveDraft(input: { idempotencyKey: "draft", projectId: $id, periodStart: "2025-03-01", periodEnd: "2025-03-31",
    lines: [{ source: "Sales", gross: { amount: "100.00", currency: "USD" } }] }) {
    ... on ReportDraftPayload { draft { basis lines { gross { amount currency } } } } ${REFUSED}
  }
}`
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('finance tell rates', () => {
  let staff: Staff
  beforeAll(async () => {
    staff = await server.staff()
  })

  test('by the file of the central bank, at the hour at which it publishes them, once', async () => {
    const content = base64('Date, USD, GBP, \n04 April 2025, 1.25, 0.80, \n')
    const told = { from: 'EUR', source: 'ECB', at: '2025-04-04T14:00:00.000Z' }
    expect(await staff.finance.ask(IMPORT, { key: 'one', content })).toMatchObject({
      importExchangeRates: {
        rates: [
          { ...told, to: 'GBP', rate: '0.80' },
          { ...told, to: 'USD', rate: '1.25' },
        ],
        replayed: false,
      },
    })
    expect(await staff.finance.ask(IMPORT, { key: 'two', content })).toMatchObject({
      importExchangeRates: { rates: [], replayed: false },
    })
  })

  test('by no file with a line that cannot be read', async () => {
    const content = base64('Date, USD\n04 April 2025, one\n')
    await expect(staff.finance.ask(IMPORT, { key: 'bad', content })).rejects.toMatchObject({
      code: 'RATE_FILE_UNREADABLE',
    })
  })

  test('and see of a report that is not sent both amounts, by a rate that nothing fixes yet', async () => {
    const { projectId } = await convertingOf(server.database).world.funded({ Ann: 1 })
    const id = `Project:${projectId}`
    expect(await staff.finance.ask(PREVIEW, { id })).toEqual({
      previewReport: {
        net: { amount: '80.00', currency: 'EUR' },
        conversion: {
          ...{ isFinal: false, rate: { rate: '1.25' }, reported: { amount: '100.00', currency: 'USD' } },
          converted: { amount: '80.00', currency: 'EUR' },
        },
      },
    })
    const lines = [{ gross: { amount: '100.00', currency: 'USD' } }]
    expect(await staff.finance.ask(DRAFT, { id })).toEqual({ saveDraft: { draft: { basis: 'kept', lines } } })
  })

  test('and see what a report becomes: before its approval, after it, and when its money was changed', async () => {
    const bank = convertingOf(server.database)
    const { projectId } = await bank.world.project()
    const reportId = await bank.reported(projectId, 'USD', ['100.00'])
    const id = `RevenueReport:${reportId}`
    const seen = (rate: string, source: string, amount: string, isFinal: boolean) => ({
      node: {
        net: { amount: '100.00', currency: 'USD' },
        conversion: {
          ...{ isFinal, rate: { rate, source } },
          reported: { amount: '100.00', currency: 'USD' },
          converted: { amount, currency: 'EUR' },
        },
      },
    })
    expect(await staff.finance.ask(REPORT, { id })).toEqual(seen('1.25', 'ECB', '80.00', false))
    await staff.finance.ask(RECORD, { key: 'a', rate: '1.60' })
    expect(await staff.finance.ask(REPORT, { id })).toEqual(seen('1.60', 'Bank', '62.50', false))
    await bank.approve(reportId)
    await staff.finance.ask(RECORD, { key: 'b', rate: '2' })
    expect(await staff.finance.ask(REPORT, { id })).toEqual(seen('1.60', 'Bank', '62.50', true))

    await bank.receive(projectId, 10_000n, 'USD')
    const debitId = `BankDebit:${await bank.left(10_000n, 'USD')}`
    const receiptIds = [`Receipt:${await bank.arrived(6250n, 'EUR')}`]
    const input = { idempotencyKey: 'change', debitId, receiptIds, reportIds: [id] }
    const made = { reports: [{ conversion: { isFinal: true, converted: { amount: '62.50' } } }] }
    for (const replayed of [false, true]) {
      expect(await staff.finance.ask(CHANGED, { input })).toEqual({
        recordMoneyChanged: { ...made, replayed },
      })
    }
  })
})
