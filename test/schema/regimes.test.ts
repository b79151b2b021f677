import { beforeAll, describe, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { done, step } from '../support/changes.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2025-01-10T12:00:00Z' })
const EUR = (amount: string) => ({ amount, currency: 'EUR' })
const PARTY =
  '... on PartyPayload { party { suitability { knowledgeTest { passed counts validUntil } lossSimulation { acceptedLimit { amount } counts validUntil } sophisticated { counts validUntil } sophisticationRequest { criteria } acknowledgements { warning textVersion offeringId amount { amount } } } } }'
type Suitability = { party: { suitability: object } }

/** Everybody may read the law. */
async function read<T>(query: string): Promise<T> {
  return (JSON.parse((await post(server.url, { query }, null)).text) as { data: T }).data
}

test('a rule is found by its article, without signing in', async () => {
  type Answer = {
    regimes: {
      regime: string
      gates: { code: string; article: string; effect: string; parameters: object[] }[]
    }[]
  }
  const { regimes } = await read<Answer>(
    '{ regimes { regime gates { code article effect says parameters { name value } } } }',
  )
  const [equity] = regimes
  expect(equity?.gates.find(gate => gate.article.includes('Art 21(7)'))).toMatchObject({
    code: 'largeTicket',
    effect: 'warns',
    parameters: [
      { name: 'floorEur', value: '1000.00' },
      { name: 'netWorthRatio', value: '0.05' },
    ],
  })
  expect(regimes.map(({ regime, gates }) => [regime, gates.length])).toEqual([
    ['ECSPR_EQUITY', 12],
    ['ECSPR_LOAN', 12],
    ['ROYALTY_CONTRACT', 0],
    ['DONATION', 1],
    ['REWARD', 0],
  ])
})

test('the warnings and the formula of the simulation with its vectors are published', async () => {
  expect(await read('{ warnings { warning version text(language: fr) } }')).toMatchObject({
    warnings: [
      {
        warning: 'riskOfLoss',
        version: 1,
        text: expect.stringContaining('perdre la totalité de l’argent investi.'),
      },
      { warning: 'noSimulation', version: 1 },
      { warning: 'largeTicket', version: 1 },
      { warning: 'lostProtection', version: 1 },
    ],
  })
  const query = `{ lossSimulation { version source netWorthRatio formula
    vectors { netIncome { amount } liquidAssets { amount } commitments { amount } limit { amount } } } }`
  const { lossSimulation } = await read<{
    lossSimulation: { vectors: Record<string, { amount: string }>[] }
  }>(query)
  expect(lossSimulation).toMatchObject({
    netWorthRatio: '0.10',
    source: expect.stringContaining('Art 21(5)'),
  })
  expect(lossSimulation.vectors.map(vector => Object.values(vector).map(({ amount }) => amount))).toEqual([
    ['10000.00', '0.00', '0.00', '1000.00'],
    ['30000.00', '25000.00', '5000.00', '5000.00'],
    ['24000.00', '10000.19', '12000.00', '2200.01'],
    ['0.09', '0.00', '0.00', '0.00'],
    ['12000.00', '0.00', '12000.00', '0.00'],
    ['12000.00', '1000.00', '15000.00', '0.00'],
  ])
})

describe('an offering under a regime', () => {
  let staff: Staff
  let [ann, issuer] = [] as unknown as [Person, Person]
  let offering = ''
  beforeAll(async () => {
    staff = await server.staff()
    const join = (name: string) => {
      const email = `${name.toLowerCase()}@x.example`
      return Person.join(server.url, { email, name, password: 'long enough 1', language: 'en' })
    }
    ;[ann, issuer] = [await join('Ann'), await join('Iris')]
    offering = await openGated()
  })

  async function openGated(): Promise<string> {
    const { finance, approver } = staff
    const classes = [{ code: 'shares', name: 'Shares', shares: 1000 }]
    const opened = await done<{ project: { id: string; classes: { id: string }[] } }>(
      finance,
      'openProject',
      {
        idempotencyKey: 'p',
        name: 'Firm',
        issuerId: issuer.id,
        currency: 'EUR',
        timeZone: 'Europe/Paris',
        classes,
      },
      '... on ProjectPayload { project { id classes { id } } }',
    )
    const tiers = [{ name: 'All', split: [{ to: 'class:shares', ratio: '1' }] }]
    const contract = {
      projectId: opened.project.id,
      currency: 'EUR',
      recordDate: 'periodEnd',
      unsold: 'raisesSold',
    }
    const proposed = await done<{ contract: { id: string } }>(
      finance,
      'proposeContract',
      { idempotencyKey: 'c', ...contract, tiers },
      '... on ContractPayload { contract { id } }',
    )
    await step(approver, 'signContract', 'contractId', proposed.contract.id)
    const terms = { sharePrice: EUR('10.00'), shares: 1000, goalMode: 'none', withdrawalDays: 0 }
    const dates = { opensAt: '2025-01-10T00:00:00Z', closesAt: '2025-06-01T00:00:00Z' }
    const law = {
      regime: 'ECSPR_EQUITY',
      keyInformation: { sha256: 'd'.repeat(64), sides: 4 },
      offeredElsewhere: EUR('100.00'),
    }
    const made = await done<{ offering: { id: string } }>(
      finance,
      'proposeOffering',
      { idempotencyKey: 'o', classId: opened.project.classes[0]?.id, ...terms, ...dates, ...law },
      '... on OfferingPayload { offering { id } }',
    )
    await step(approver, 'publishOffering', 'offeringId', made.offering.id)
    return made.offering.id
  }

  const order = (key: string, shares: number) =>
    done<{ subscription: { revocableUntil: string; acknowledgements: object[] } }>(
      ann,
      'subscribe',
      { idempotencyKey: key, offeringId: offering, shares },
      '... on SubscriptionPayload { subscription { revocableUntil acknowledgements { warning textVersion } } }',
    )
  const agree = (key: string, input: object) =>
    done<Suitability>(ann, 'acknowledgeWarning', { idempotencyKey: key, textVersion: 1, ...input }, PARTY)

  test('says which, what it asks for, and where its sheet is', async () => {
    const query = `{ offering(id: "${offering}") { regime gates { code } keyInformation { sha256 sides } } }`
    expect(await read(query)).toMatchObject({
      offering: { regime: 'ECSPR_EQUITY', keyInformation: { sha256: 'd'.repeat(64), sides: 4 } },
    })
  })

  test('takes an order once its warnings are acknowledged, until the simulation and the test make them needless', async () => {
    await expect(order('first', 100)).rejects.toMatchObject({ code: 'KNOWLEDGE_TEST_WARNING' })
    await agree('risk', { warning: 'riskOfLoss' })
    await expect(order('first', 100)).rejects.toMatchObject({ code: 'LOSS_SIMULATION_WARNING' })
    await agree('none', { warning: 'noSimulation' })
    expect(await order('first', 100)).toMatchObject({
      subscription: {
        revocableUntil: '2025-01-14T23:00:00.000Z',
        acknowledgements: [
          { warning: 'riskOfLoss', textVersion: 1 },
          { warning: 'noSimulation', textVersion: 1 },
        ],
      },
    })
    await expect(order('second', 1)).rejects.toMatchObject({ code: 'LARGE_TICKET_CONSENT' })

    const passed = { idempotencyKey: 'test', testVersion: '2025-1', missing: [] }
    expect(await done<Suitability>(ann, 'recordKnowledgeTest', passed, PARTY)).toMatchObject({
      party: {
        suitability: {
          knowledgeTest: { passed: true, counts: true, validUntil: '2027-01-10T23:00:00.000Z' },
        },
      },
    })
    const limit = {
      idempotencyKey: 'limit',
      toolVersion: '1',
      doneOn: '2025-01-09',
      acceptedLimit: EUR('3000.00'),
    }
    expect(await done<Suitability>(ann, 'recordLossSimulation', limit, PARTY)).toMatchObject({
      party: {
        suitability: {
          lossSimulation: {
            acceptedLimit: { amount: '3000.00' },
            counts: true,
            validUntil: '2026-01-09T23:00:00.000Z',
          },
        },
      },
    })
    expect(await order('second', 50)).toMatchObject({ subscription: { acknowledgements: [] } })
    await expect(order('third', 1)).rejects.toMatchObject({ code: 'LARGE_TICKET_CONSENT' })
    const consent = { warning: 'largeTicket', offeringId: offering, amount: EUR('10.00') }
    const { party } = await agree('consent', consent)
    expect(party.suitability).toMatchObject({
      acknowledgements: [
        { warning: 'riskOfLoss', offeringId: null, amount: null },
        { warning: 'noSimulation' },
        { warning: 'largeTicket', textVersion: 1, offeringId: offering, amount: { amount: '10.00' } },
      ],
    })
    expect(await order('third', 1)).toMatchObject({
      subscription: { acknowledgements: [{ warning: 'largeTicket', textVersion: 1 }] },
    })
  })

  test('lets a sophisticated investor order what he likes, and bind himself at once', async () => {
    const request = { idempotencyKey: 'ask', criteria: ['experience', 'trades'], textVersion: 1 }
    expect(await done<Suitability>(ann, 'requestSophistication', request, PARTY)).toMatchObject({
      party: {
        suitability: { sophisticationRequest: { criteria: ['experience', 'trades'] }, sophisticated: null },
      },
    })
    await step(staff.approver, 'grantSophistication', 'partyId', ann.id)
    expect(await order('large', 500)).toMatchObject({
      subscription: { revocableUntil: '2025-01-10T12:00:00.000Z', acknowledgements: [] },
    })
    await step(staff.approver, 'revokeSophistication', 'partyId', ann.id)
    await expect(order('larger', 100)).rejects.toMatchObject({ code: 'LARGE_TICKET_CONSENT' })
  })
})
