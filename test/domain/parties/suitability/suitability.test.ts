import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { addParty } from '../../../../src/domain/parties/people/register-party.ts'
import { acknowledgeWarning } from '../../../../src/domain/parties/suitability/acknowledge-warning.ts'
import { grantSophistication } from '../../../../src/domain/parties/suitability/grant-sophistication.ts'
import { recordKnowledgeTest } from '../../../../src/domain/parties/suitability/record-knowledge-test.ts'
import { recordLossSimulation } from '../../../../src/domain/parties/suitability/record-loss-simulation.ts'
import { requestSophistication } from '../../../../src/domain/parties/suitability/request-sophistication.ts'
import { revokeSophistication } from '../../../../src/domain/parties/suitability/revoke-sophistication.ts'
import type { Criterion } from '../../../../src/domain/parties/suitability/suitability.ts'
import { suitabilityOf } from '../../../../src/domain/parties/suitability/suitability-facts.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const refused = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const takeTest = (
  partyId: string,
  missing: Parameters<typeof recordKnowledgeTest>[1]['missing'],
  now: string,
  testVersion = '1',
) => world.run(now, em => recordKnowledgeTest(em, { partyId, testVersion, missing }, at(now)))
const simulate = (partyId: string, doneOn: string, now: string, toolVersion = '1') =>
  world.run(now, em =>
    recordLossSimulation(em, { partyId, toolVersion, doneOn, acceptedLimit: 250_000n }, at(now)),
  )
const agree = (
  partyId: string,
  input: Partial<Parameters<typeof acknowledgeWarning>[1]>,
  now = '2025-01-03',
) =>
  world.run(now, em =>
    acknowledgeWarning(
      em,
      { partyId, warning: 'riskOfLoss', textVersion: 1, offeringId: null, amount: null, ...input },
      at(now),
    ),
  )
const request = (partyId: string, criteria: Criterion[], textVersion = 1, evidence: string | null = null) =>
  world.run('2025-01-05', em =>
    requestSophistication(em, { partyId, criteria, evidence, textVersion }, at('2025-01-05')),
  )
const decide = (verb: typeof grantSophistication, partyId: string, approverActsFor = [newId()]) =>
  world.run('2025-01-06', em => verb(em, { partyId, approverActsFor }, at('2025-01-06')))

test('facts of several parties come in one answer, each in its order and none of the time after', async () => {
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  await takeTest(ann, ['experience'], '2025-01-01')
  for (let version = 2; version <= 11; version++) await takeTest(ann, [], '2025-01-02', `${version}`)
  await simulate(bea, '2025-01-01', '2025-01-02')
  const offeringId = newId()
  await agree(bea, {})
  await agree(bea, { warning: 'largeTicket', offeringId, amount: 100_001n })
  await takeTest(bea, [], '2025-02-01')
  const [anns, beas] = await suitabilityOf(database.orm.em.fork(), [ann, bea, ann], at('2025-01-31'))
  expect(anns?.tests.map(fact => fact.testVersion)).toEqual([
    '1',
    ...Array.from({ length: 10 }, (_, i) => `${i + 2}`),
  ])
  expect(anns?.tests[0]).toEqual({ testVersion: '1', missing: ['experience'], takenAt: at('2025-01-01') })
  expect(beas).toMatchObject({
    partyId: bea,
    tests: [],
    simulations: [
      { toolVersion: '1', doneOn: '2025-01-01', acceptedLimit: 250_000n, recordedAt: at('2025-01-02') },
    ],
    acknowledgements: [
      { warning: 'riskOfLoss', textVersion: 1, offeringId: null, amount: null },
      { warning: 'largeTicket', textVersion: 1, offeringId, amount: 100_001n },
    ],
  })
})

describe('is refused', () => {
  test('a version that is no short word, an area twice, a day ahead', async () => {
    const ann = await world.person('Ann')
    await expect(takeTest(ann, [], '2025-01-01', 'two words')).rejects.toEqual(
      refused('VERSION_MALFORMED', '"two words" is not a version'),
    )
    await expect(simulate(ann, '2025-01-01', '2025-01-01', '')).rejects.toMatchObject({
      code: 'VERSION_MALFORMED',
      field: 'toolVersion',
    })
    await expect(takeTest(ann, ['experience', 'experience'], '2025-01-01')).rejects.toEqual(
      refused('AREA_TWICE', '"experience"'),
    )
    await expect(simulate(ann, '2025-01-02', '2025-01-01')).rejects.toEqual(
      refused('DAY_AHEAD', '2025-01-02 has not come yet'),
    )
    await expect(takeTest(newId(), [], '2025-01-01')).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
  })

  test('a warning in a version that is not in force, without the order it is about, or with one it is not about', async () => {
    const ann = await world.person('Ann')
    await expect(agree(ann, { textVersion: 2 })).rejects.toEqual(
      refused(
        'WARNING_OUTDATED',
        'Version 2 of the warning "riskOfLoss" is not in force: read and acknowledge version 1',
      ),
    )
    const order = { offeringId: newId(), amount: 1n }
    for (const wrong of [order, { amount: 1n }, { offeringId: newId() }]) {
      await expect(agree(ann, wrong)).rejects.toEqual(refused('WARNING_ORDER_WRONG', 'is about no order'))
    }
    for (const wrong of [{}, { amount: 1n }, { offeringId: newId() }]) {
      await expect(agree(ann, { warning: 'largeTicket', ...wrong })).rejects.toEqual(
        refused('WARNING_ORDER_WRONG', 'name its offering and amount'),
      )
    }
  })

  test.each<['person' | 'firm', Criterion[], string]>([
    [
      'person',
      ['experience'],
      'A person needs 2 of incomeOrPortfolio, experience, trades; the request names 1.',
    ],
    ['person', ['experience', 'experience', 'turnover'], 'the request names 1'],
    [
      'firm',
      ['experience', 'trades'],
      'A firm needs 1 of ownFunds, turnover, balanceSheet; the request names 0.',
    ],
  ])('a request of a %s by %s', async (kind, criteria, message) => {
    const { id } = await world.run('2025-01-01', async em => ({
      id: await addParty(em, { kind, name: 'Somebody', language: 'en' }),
    }))
    await expect(request(id, criteria)).rejects.toEqual(refused('CRITERIA_TOO_FEW', message))
  })
})

describe('the status of a sophisticated investor', () => {
  const [two, one]: Criterion[][] = [['experience', 'trades'], ['ownFunds']]

  test('is granted to who asked for it and knows what he loses, and taken again', async () => {
    const ann = await world.person('Ann')
    await expect(request(ann, two ?? [], 2)).rejects.toMatchObject({ code: 'WARNING_OUTDATED' })
    await expect(request(ann, two ?? [], 1, 'no hash')).rejects.toMatchObject({ code: 'EVIDENCE_MALFORMED' })
    await expect(decide(grantSophistication, ann)).rejects.toEqual(
      refused('SOPHISTICATION_NOT_REQUESTED', 'no request that waits'),
    )
    await request(ann, two ?? [], 1, 'a'.repeat(64))
    await decide(grantSophistication, ann)
    await expect(decide(grantSophistication, ann)).rejects.toMatchObject({
      code: 'SOPHISTICATION_NOT_REQUESTED',
    })
    await decide(revokeSophistication, ann)
    await expect(decide(revokeSophistication, ann)).rejects.toEqual(
      refused('SOPHISTICATION_MISSING', 'no sophisticated investor now'),
    )
    const [facts] = await suitabilityOf(database.orm.em.fork(), [ann], at('2025-02-01'))
    expect(facts?.sophistication.map(fact => [fact.step, fact.criteria, fact.evidence])).toEqual([
      ['requested', two, 'a'.repeat(64)],
      ['granted', [], null],
      ['revoked', [], null],
    ])
  })

  test('a firm needs one criterion, and a request that is turned down waits no more', async () => {
    const { id } = await world.run('2025-01-01', async em => ({
      id: await addParty(em, { kind: 'firm', name: 'Fund', language: 'en' }),
    }))
    await request(id, one ?? [])
    await decide(revokeSophistication, id)
    await expect(decide(grantSophistication, id)).rejects.toMatchObject({
      code: 'SOPHISTICATION_NOT_REQUESTED',
    })
  })

  test('is neither granted nor taken by the investor himself or who acts for him', async () => {
    const ann = await world.person('Ann')
    await request(ann, two ?? [])
    for (const verb of [grantSophistication, revokeSophistication]) {
      await expect(decide(verb, ann, [newId(), ann])).rejects.toMatchObject({ code: 'NOT_FOR_YOURSELF' })
    }
  })
})
