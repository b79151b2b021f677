import { beforeAll, describe, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { buy, openRaise, type Staff } from '../../src/cli/demo/stage.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let staff: Staff
let raise: Awaited<ReturnType<typeof openRaise>>

beforeAll(async () => {
  staff = await server.staff()
  const join = (name: string) => {
    const email = `${name.toLowerCase()}@x.example`
    return Person.join(server.url, { email, name, password: 'long enough 1', language: 'en' })
  }
  const [borrower, ann] = [await join('Borrower'), await join('Ann')]
  raise = await openRaise(staff, borrower, PLAN)
  await sign('lent', {})
  await buy(staff.finance, ann, { offeringId: raise.offeringId, shares: 2, at: '2010-01-01T09:00:00Z' })
  server.clock.move?.(new Date('2010-01-10T12:00:00Z'))
  await staff.finance.ask(
    'mutation ($id: ID!) { closeOffering(offeringId: $id, idempotencyKey: "c") { ... on Refusal { code } } }',
    {
      id: raise.offeringId,
    },
  )
})

const PLAN = {
  key: 'loan',
  project: 'A bakery',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  class: { code: 'loans', name: 'Loan units', shares: 2 },
  split: { 'class:loans': '1' },
  unsignedUpTo: '1000.00',
  sharePrice: '10.00',
  goal: '20.00',
  maxPerInvestor: null,
  opensAt: '2010-01-01T00:00:00Z',
  closesAt: '2010-01-10T00:00:00Z',
  withdrawalDays: 0,
  commissionRatio: '0.05',
}

const PROPOSE = `mutation ($input: ProposeContractInput!) { proposeContract(input: $input) {
  ... on ContractPayload { contract { id interestFree schedule { class method instalments every firstDueOn rateRatio graceDays }
    grade { name rates { grade rateRatio } } } } ... on Refusal { code message } } }`
const SIGN = `mutation ($id: ID!, $key: String!) { signContract(contractId: $id, idempotencyKey: $key) {
  ... on ContractPayload { contract { version } } ... on Refusal { code } } }`

const SCHEDULE = {
  class: 'loans',
  method: 'linear',
  instalments: 2,
  every: 'month',
  firstDueOn: '2010-02-10',
  rateRatio: '0',
}

type Proposed = { proposeContract: { contract?: { id: string }; code?: string; message?: string } }

async function propose(key: string, change: object) {
  const input = {
    projectId: raise.projectId,
    currency: 'EUR',
    tiers: [
      {
        name: 'Capital',
        split: [{ to: 'class:loans', ratio: '1' }],
        upTo: { raised: { class: 'loans', times: '1' } },
      },
      { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
    ],
    recordDate: 'periodEnd',
    unsold: 'raisesSold',
    interestFree: true,
    schedule: SCHEDULE,
    idempotencyKey: key,
    ...change,
  }
  return (await staff.finance.ask<Proposed>(PROPOSE, { input })).proposeContract
}

async function sign(key: string, change: object) {
  const { contract } = await propose(key, change)
  await staff.approver.ask(SIGN, { id: contract?.id, key })
  return contract
}

describe('a contract that repays', () => {
  test('says when, whether anybody earns on it, and its grade of risk', async () => {
    const grade = {
      name: 'A',
      rates: [
        { grade: 'A', rateRatio: '0' },
        { grade: 'B', rateRatio: '0.05' },
      ],
    }
    expect(await propose('graded', { grade, schedule: { ...SCHEDULE, graceDays: 5 } })).toMatchObject({
      contract: { interestFree: true, schedule: { ...SCHEDULE, graceDays: 5 }, grade },
    })
  })

  test('is refused when it is interest-free and somebody would earn on it', async () => {
    expect(await propose('rate', { schedule: { ...SCHEDULE, rateRatio: '0.02' } })).toMatchObject({
      code: 'INTEREST_FORBIDDEN',
      message: expect.stringContaining('The schedule cannot stand in it, for it asks for 0.02 a year.'),
    })
  })

  test('lists each grade once, under a name that can be printed', async () => {
    const rate = (grade: string) => ({ grade, rateRatio: '0' })
    expect(await propose('twice', { grade: { name: 'A', rates: [rate('A'), rate('A')] } })).toMatchObject({
      code: 'CLASS_TWICE',
    })
    expect(await propose('blank', { grade: { name: ' ', rates: [rate(' ')] } })).toMatchObject({
      code: 'NAME_MALFORMED',
    })
  })
})

test('everybody sees what is to be repaid, and what of it is late', async () => {
  const query = `query ($id: ID!) { project(id: $id) { schedule {
    class { code } standing principal { amount } paid { amount } outstanding { amount } daysLate
    instalments { number dueOn capital { amount } interest { amount } total { amount } paid { amount } outstanding { amount } paidOn daysLate } } } }`
  server.clock.move?.(new Date('2010-02-12T12:00:00Z'))
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id: raise.projectId } }),
  })
  const open = { paid: { amount: '0.00' }, outstanding: { amount: '10.00' }, paidOn: null }
  const parts = { capital: { amount: '10.00' }, interest: { amount: '0.00' }, total: { amount: '10.00' } }
  expect(await answer.json()).toEqual({
    data: {
      project: {
        schedule: {
          class: { code: 'loans' },
          standing: 'late',
          principal: { amount: '20.00' },
          paid: { amount: '0.00' },
          outstanding: { amount: '20.00' },
          daysLate: 2,
          instalments: [
            { number: 1, dueOn: '2010-02-10', ...parts, ...open, daysLate: 2 },
            { number: 2, dueOn: '2010-03-10', ...parts, ...open, daysLate: 0 },
          ],
        },
      },
    },
  })
})

test('everybody sees how often loans defaulted', async () => {
  server.clock.move?.(new Date('2013-02-01T12:00:00Z'))
  const query = `{ defaultRates(from: "2010-01-11", to: "2013-01-10") {
    overall { grade meanRatio windows { from to defaulted observed ratio } } grades { grade meanRatio } } }`
  const window = (from: string, to: string) => ({ from, to, defaulted: 0, observed: 0, ratio: null })
  expect(await staff.auditor.ask(query)).toEqual({
    defaultRates: {
      overall: {
        grade: null,
        meanRatio: '1.0000',
        windows: [
          { ...window('2010-01-11', '2011-01-10'), defaulted: 1, observed: 1, ratio: '1.0000' },
          window('2011-01-11', '2012-01-10'),
          window('2012-01-11', '2013-01-10'),
        ],
      },
      grades: [{ grade: null, meanRatio: '1.0000' }],
    },
  })
})
