import { beforeAll, describe, expect, test } from '@jest/globals'
import { furnish, type House, type Who } from '../support/house.ts'
import { type GraphqlAnswer, post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
let first: string

const EUR = (amount: string) => ({ amount, currency: 'EUR' })
/** The first days of February: it is the 5th. */
const DAYS = { periodStart: '2010-02-01', periodEnd: '2010-02-04' }
const REFUSAL = '... on Refusal { code message field }'

/** January was reported, approved and distributed; the clause comes after it, and then the first days of February. */
beforeAll(async () => {
  house = await furnish(server)
  const { contract } = await change('finance', 'proposeContract', 'ContractPayload { contract { id } }', {
    currency: 'EUR',
    tiers: [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }],
    recordDate: 'periodEnd',
    unsold: 'raisesSold',
    reporting: { every: 'month', from: '2009-12-01', dueDays: 10 },
  })
  await ask(
    'approver',
    `mutation { signContract(contractId: "${contract.id}", idempotencyKey: "sign") { ${REFUSAL} } }`,
  )
  const { report } = await change('issuer', 'reportRevenue', 'RevenueReportPayload { report { id } }', {
    ...DAYS,
    lines: [{ source: 'Sales', gross: EUR('162.00') }],
  })
  first = report.id
})

async function ask<T>(who: Who, query: string, variables: object = {}): Promise<T> {
  const answer = await post(server.url, { query, variables }, house.tokens[who])
  const { data, errors } = JSON.parse(answer.text) as GraphqlAnswer
  expect([answer.status, errors ?? []]).toEqual([200, []])
  return data as T
}

type Made = Record<'contract' | 'report', { id: string }>
async function change(who: Who, verb: string, selection: string, given: object): Promise<Made> {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ... on ${selection} ${REFUSAL} } }`
  const input = { idempotencyKey: verb, projectId: house.open.project, ...given }
  const answer = await ask<Record<string, Made>>(who, query, { input })
  return answer[verb] as Made
}

const project = (who: Who, fields: string) =>
  ask<{ project: object }>(who, `{ project(id: "${house.open.project}") { ${fields} } }`)

describe('a contract that asks for reports', () => {
  test('says how often, by when, and when the issuer is reminded', async () => {
    expect(
      await project('nobody', 'contract { reporting { every from dueDays tolerance remindDays } }'),
    ).toEqual({
      project: {
        contract: {
          reporting: {
            every: 'month',
            from: '2009-12-01',
            dueDays: 10,
            tolerance: '0.25',
            remindDays: [-7, 1, 14],
          },
        },
      },
    })
  })

  test('gives the issuer a calendar', async () => {
    const fields = 'periodStart state dueOn daysLate reports { id state }'
    expect(await project('issuer', `calendar { ${fields} }`)).toEqual({
      project: {
        calendar: [
          { periodStart: '2009-12-01', state: 'late', dueOn: '2010-01-10', daysLate: 26, reports: [] },
          {
            periodStart: '2010-01-01',
            state: 'distributed',
            dueOn: '2010-02-10',
            daysLate: 0,
            reports: [{ id: house.open.report, state: 'distributed' }],
          },
          {
            periodStart: '2010-02-01',
            state: 'upcoming',
            dueOn: '2010-03-10',
            daysLate: 0,
            reports: [{ id: first, state: 'submitted' }],
          },
        ],
      },
    })
    expect(await project('auditor', 'calendar(last: 1) { periodStart }')).toEqual({
      project: { calendar: [{ periodStart: '2010-02-01' }] },
    })
    expect(
      await project('issuer', 'calendar(last: 0) { periodStart } draftFor { periodStart basis }'),
    ).toEqual({
      project: { calendar: [], draftFor: { periodStart: '2009-12-01', basis: 'nothing' } },
    })
  })

  test('makes public how punctual he is', async () => {
    expect(await project('nobody', 'punctuality { due inTime inTimeRatio averageDaysLate }')).toEqual({
      project: { punctuality: { due: 1, inTime: 0, inTimeRatio: '0.0000', averageDaysLate: '26.0' } },
    })
  })
})

test('an approver sees a report beside the last one, with flags', async () => {
  const review = `review { lastReport { id }
    changes { source before { amount } now { amount } difference { amount currency } } flags { code message } }`
  expect(
    await ask(
      'approver',
      `{ node(id: "${first}") { ... on RevenueReport { revision sentBack { at } ${review} } } }`,
    ),
  ).toEqual({
    node: {
      revision: 1,
      sentBack: null,
      review: {
        lastReport: { id: house.open.report },
        changes: [
          {
            source: 'Sales',
            before: { amount: '100.00' },
            now: { amount: '162.00' },
            difference: { amount: '62.00', currency: 'EUR' },
          },
        ],
        flags: [
          {
            code: 'netChanged',
            message:
              'Net 162.00 EUR is 62 % above the 100.00 EUR of 2010-01-01 to 2010-01-31; the tolerance is 25 %.',
          },
          {
            code: 'receiptsShort',
            message: '162.00 EUR is reported and not distributed; 0.00 EUR of it has arrived.',
          },
        ],
      },
    },
  })
})

test('a report that was sent back names the one that corrects it, and the line', async () => {
  const why = { reason: 'wrongAmount', explanation: 'Where is the fee?', line: 1, dueBy: '2010-02-12' }
  await change('approver', 'sendBackReport', 'RevenueReportPayload { report { id } }', {
    reportId: first,
    ...why,
    projectId: undefined,
  })
  await change('issuer', 'saveDraft', 'ReportDraftPayload { draft { basis } }', { ...DAYS, lines: [] })
  const lines = [{ source: 'Sales', gross: EUR('162.00'), deduction: EUR('12.00') }]
  const { report } = await change('issuer', 'reportRevenue', 'RevenueReportPayload { report { id } }', {
    ...DAYS,
    lines,
    idempotencyKey: 'corrected',
  })
  const fields = 'revision corrects { id state sentBack { reason explanation line dueBy } }'
  expect(await ask('issuer', `{ node(id: "${report.id}") { ... on RevenueReport { ${fields} } } }`)).toEqual({
    node: { revision: 2, corrects: { id: first, state: 'sentBack', sentBack: why } },
  })
  expect(await project('issuer', 'calendar(last: 1) { state reports { id } }')).toEqual({
    project: { calendar: [{ state: 'upcoming', reports: [{ id: first }, { id: report.id }] }] },
  })
})
