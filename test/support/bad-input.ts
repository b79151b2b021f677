import { afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import { furnish, type House } from './house.ts'
import { type GraphqlAnswer, post } from './http.ts'
import type { TestServer } from './server.ts'

export const REFUSAL = '... on Refusal { code message field }'
const CHANGES = {
  receiveRevenue: `mutation ($input: ReceiveRevenueInput!) { answer: receiveRevenue(input: $input) { ${REFUSAL} } }`,
  recordPayment: `mutation ($input: RecordPaymentInput!) { answer: recordPayment(input: $input) { ${REFUSAL} } }`,
  reportRevenue: `mutation ($input: ReportRevenueInput!) { answer: reportRevenue(input: $input) { ${REFUSAL} } }`,
  proposeOffering: `mutation ($input: ProposeOfferingInput!) { answer: proposeOffering(input: $input) { ${REFUSAL} } }`,
}
type Change = keyof typeof CHANGES
type Told = { code: string; message: string; field: string | null }

export const eur = (amount: unknown) => ({ amount, currency: 'EUR' })

const arrived = { bankReference: 'bad', amount: eur('1.00'), receivedAt: '2010-02-01T12:00:00Z' }
const december = { periodStart: '2009-12-01', periodEnd: '2009-12-31' }
const offer = {
  sharePrice: eur('1.00'),
  shares: 1,
  goalMode: 'none',
  opensAt: '2010-03-01T00:00:00Z',
  closesAt: '2010-04-01T00:00:00Z',
}

/** Changes that would be made but for what is wrong with them. After each test nothing has changed. */
export function useBadInput(server: TestServer) {
  let house: House
  let before = ''
  beforeAll(async () => {
    house = await furnish(server)
  })

  /** The books, and everything that was ever done. */
  async function state(): Promise<string> {
    const books = 'trialBalance { kind accounts debit { amount currency } credit { amount } }'
    const query = `{ ${books} acts(last: 1) { edges { cursor } } }`
    return (await post(server.url, { query }, house.tokens.auditor)).text
  }
  beforeEach(async () => {
    before = await state()
  })
  afterEach(async () => {
    expect(await state()).toBe(before)
  })

  const usual = (change: Change): object =>
    ({
      receiveRevenue: { ...arrived, projectId: house.open.project },
      recordPayment: { ...arrived, remittance: 'no order' },
      reportRevenue: {
        ...december,
        projectId: house.hidden.project,
        lines: [{ source: 'Sales', gross: eur('1.00') }],
      },
      proposeOffering: { ...offer, classId: house.hidden.shareClass },
    })[change]

  /** What a change by finance is told: by the verb, or by the reader of the request before it. */
  async function told(change: Change, wrong: object): Promise<Told | undefined> {
    const variables = { input: { idempotencyKey: 'k', ...usual(change), ...wrong } }
    const { text } = await post(server.url, { query: CHANGES[change], variables }, house.tokens.finance)
    const { data, errors } = JSON.parse(text) as GraphqlAnswer
    const [error] = errors ?? []
    if (error !== undefined) return { code: error.extensions.code, message: error.message, field: null }
    return data?.answer as Told
  }

  return { house: () => house, told }
}
