import { newId } from '../../../src/domain/ids.ts'
import { confirmInsider } from '../../../src/domain/parties/insiders/confirm-insider.ts'
import { declareInsider } from '../../../src/domain/parties/insiders/declare-insider.ts'
import type { TestDatabase } from '../../support/database.ts'
import { livesOf } from '../../support/lives.ts'
import { at } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** An offering under the law that was suspended for its sheet and went on with another one, under which Max ordered, who manages the platform. */
export async function plantSuspension(database: TestDatabase) {
  const lives = livesOf(database)
  const { world } = lives
  const sheet = (letter: string) => ({ sha256: letter.repeat(64), sides: 2 })
  const law = { regime: 'ECSPR_EQUITY', keyInformation: sheet('1') } as const
  const { offeringId: offering } = await lives.raising(
    { ...law, closesAt: at('2025-03-01'), paymentDueAt: at('2025-03-01') },
    [],
  )
  await lives.suspend(offering, '2025-01-10')
  await lives.revise(offering, { keyInformation: sheet('2') }, '2025-01-11')
  await lives.approve(offering, 2, '2025-01-12')
  const max = await world.person('Max')
  await world.agree(max, 'riskOfLoss', '2025-01-13')
  await world.agree(max, 'noSimulation', '2025-01-13')
  const insider = { partyId: max, link: 'manager', from: '2025-01-01', until: null } as const
  await world.run('2025-01-13', em =>
    declareInsider(em, { ...insider, declarerId: newId() }, at('2025-01-13')),
  )
  const confirmed = { partyId: max, version: 1, confirmerId: newId() }
  await world.run('2025-01-13', em => confirmInsider(em, confirmed, at('2025-01-13')))
  return { offering, max, order: await world.order(offering, max, 5, '2025-01-14') }
}

const STILL = 'While an offering was suspended for its sheet nobody ordered in it and it was not funded'
const IN_TIME =
  'An offering that was suspended for its sheet had thirty calendar days to go on with another one'

const TWO =
  'Who counts as one of the platform’s people was declared by one person and confirmed by another, not by himself'

/** Suspensions for a sheet that was found wrong. */
export const SUSPENSION_FAULTS: readonly Fault[] = [
  [
    'an order while the offering was suspended',
    w => `update subscription set ordered_at = '2025-01-12T11:59:59.999Z' where id = '${w.still.order}'`,
    STILL,
  ],
  [
    'an offering that was funded while it was suspended',
    w => `insert into offering_closure (id, offering_id, outcome, shares_allotted, amount_allotted, closed_at, act_id)
          select offering_id, offering_id, 'funded', 0, 0, '2025-01-11', act_id from sheet_suspension
           where offering_id = '${w.still.offering}'`,
    STILL,
  ],
  [
    'a suspension of a day more than the law allows',
    w => `update sheet_suspension set correct_by = correct_by + interval '1 day'
           where offering_id = '${w.still.offering}'`,
    IN_TIME,
  ],
  [
    'an offering that went on with the sheet that was wrong',
    w => `update offering_terms set key_information = '${'1'.repeat(64)}'
           where offering_id = '${w.still.offering}'`,
    IN_TIME,
  ],
  [
    'a sheet that was corrected at the instant at which the offering was cancelled',
    w => `update offering_revision_approval set approved_at = '2025-02-09T23:00:00Z'
           where offering_id = '${w.still.offering}'`,
    IN_TIME,
  ],
  [
    'one of the platform’s people who was declared and confirmed by the same person',
    w => `update insider_confirmation set confirmer_id =
            (select declarer_id from insider_declaration where party_id = '${w.still.max}')`,
    TWO,
  ],
  [
    'one of the platform’s people who declared himself',
    w => `update insider_declaration set declarer_id = party_id where party_id = '${w.still.max}'`,
    TWO,
  ],
]
