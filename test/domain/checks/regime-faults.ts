import { newId } from '../../../src/domain/ids.ts'
import { grantSophistication } from '../../../src/domain/parties/suitability/grant-sophistication.ts'
import { recordKnowledgeTest } from '../../../src/domain/parties/suitability/record-knowledge-test.ts'
import { recordLossSimulation } from '../../../src/domain/parties/suitability/record-loss-simulation.ts'
import { requestSophistication } from '../../../src/domain/parties/suitability/request-sophistication.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

type World = ReturnType<typeof worldOf>

const BEFORE = '2025-01-08'

/**
 * An offering under every gate: Gia has passed the test and made the simulation, Hal has acknowledged all there is to
 * acknowledge, Ivy is a sophisticated investor.
 */
export async function plantGated(world: World) {
  const { classId } = await world.project()
  const offering = await world.offering(classId, {
    sharePrice: 2000n,
    goal: 100_000n,
    withdrawalDays: 0,
    regime: 'ECSPR_EQUITY',
    keyInformation: { sha256: 'a'.repeat(64), sides: 6 },
  })
  const [gia, hal, ivy] = [await world.person('Gia'), await world.person('Hal'), await world.person('Ivy')]
  const now = at(BEFORE)
  await world.run(BEFORE, async em => {
    await recordKnowledgeTest(em, { partyId: gia, testVersion: '1', missing: [] }, now)
    const limit = { toolVersion: '1', doneOn: BEFORE, acceptedLimit: 3_000_000n }
    return recordLossSimulation(em, { partyId: gia, ...limit }, now)
  })
  await world.agree(hal, 'riskOfLoss', BEFORE)
  await world.agree(hal, 'noSimulation', BEFORE)
  const consent = await world.agree(hal, 'largeTicket', BEFORE, [offering, 80_000n])
  const request = {
    partyId: ivy,
    criteria: ['experience', 'trades'] as const,
    evidence: null,
    textVersion: 1,
  }
  await world.run(BEFORE, async em => {
    await requestSophistication(em, request, now)
    return grantSophistication(em, { partyId: ivy, approverActsFor: [newId()] }, now)
  })
  const gias = await world.order(offering, gia, 10)
  await world.order(offering, hal, 25)
  const hals = await world.order(offering, hal, 40)
  await world.order(offering, ivy, 20)
  return { offering, gia, hal, ivy, consent, gias, hals }
}

const TEST =
  'Every order under a knowledge test was of somebody who had passed it, or had acknowledged the risk'
const SIMULATION =
  'Every order under a loss simulation was of somebody who had made it, or had acknowledged the warning'
const CONSENT =
  'Every order above the limit of its investor in the offering had his consent to that order alone'
const REFLECTION =
  'An order under a reflection period can be withdrawn until its fourth day has ended and 96 hours have passed'
const SHEET = 'An offering under a regime with a key information sheet has one, of six sides at most'
const CAP =
  'When an offering under the cap was published, its owner offered five million in twelve months at most'

/** An acknowledgement is no longer that of an order. */
const unuse = (order: string, warning: string) => `
  delete from subscription_acknowledgement using acknowledgement
   where acknowledgement.id = acknowledgement_id and subscription_id = '${order}' and warning = '${warning}'`

/** What the law asks of offerings and orders. */
export const REGIME_FAULTS: readonly Fault[] = [
  [
    'an order before the knowledge test',
    w => `update knowledge_test set taken_at = '2025-01-10T12:00:00.001Z' where party_id = '${w.gated.gia}'`,
    TEST,
  ],
  [
    'an order after a knowledge test that was not passed',
    w => `update knowledge_test set missing = '{understanding}' where party_id = '${w.gated.gia}'`,
    TEST,
  ],
  [
    'an order the day after a knowledge test no longer counts',
    w => `update knowledge_test set taken_at = '2023-01-09T22:59:59.999Z' where party_id = '${w.gated.gia}'`,
    TEST,
  ],
  ['an order without the warning of the risk', w => unuse(w.gated.hals, 'riskOfLoss'), TEST],
  [
    'an order by the acknowledgement of somebody else',
    w => `update acknowledgement set party_id = '${w.gated.gia}' where warning = 'riskOfLoss'`,
    TEST,
  ],
  [
    'an order of a sophisticated investor whose status had been taken',
    w => `update sophistication set step = 'revoked' where party_id = '${w.gated.ivy}' and step = 'granted'`,
    TEST,
  ],
  [
    'an order the day after a simulation no longer counts',
    w => `update loss_simulation set done_on = '2024-01-09' where party_id = '${w.gated.gia}'`,
    SIMULATION,
  ],
  ['an order without the warning of no simulation', w => unuse(w.gated.hals, 'noSimulation'), SIMULATION],
  [
    'an order above the limit that the simulation gave',
    w => `update subscription set amount = 1500001 where id = '${w.gated.gias}'`,
    CONSENT,
  ],
  [
    'a consent to another amount',
    w => `update acknowledgement set amount = amount - 1 where id = '${w.gated.consent}'`,
    CONSENT,
  ],
  [
    'a consent that two orders have used',
    w => `insert into subscription_acknowledgement (subscription_id, acknowledgement_id, act_id)
          select '${w.gated.gias}', id, act_id from acknowledgement where id = '${w.gated.consent}'`,
    CONSENT,
  ],
  [
    'an order that binds a millisecond too soon',
    w =>
      `update subscription set revocable_until = revocable_until - interval '1 ms' where id = '${w.gated.gias}'`,
    REFLECTION,
  ],
  [
    'a sheet of seven sides',
    w => `update offering_terms set key_information_sides = 7 where offering_id = '${w.gated.offering}'`,
    SHEET,
  ],
  [
    'an offering without a sheet',
    w => `update offering_terms set key_information = null where offering_id = '${w.gated.offering}'`,
    SHEET,
  ],
  [
    'an offering a cent above the cap',
    w =>
      `update offering_terms set offered_elsewhere = 500000001 - shares * share_price where offering_id = '${w.gated.offering}'`,
    CAP,
  ],
]
