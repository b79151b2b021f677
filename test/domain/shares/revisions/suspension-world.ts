import type { TestDatabase } from '../../../support/database.ts'
import { livesOf } from '../../../support/lives.ts'
import { at } from '../../../support/world.ts'

export const sheet = (letter: string) => ({ keyInformation: { sha256: letter.repeat(64), sides: 6 } })

/** An offering under Regulation (EU) 2020/1503, open until 1 March, in which a share costs 10.00. */
export const LAW = {
  regime: 'ECSPR_EQUITY',
  ...sheet('a'),
  goalMode: 'keepWhatWasRaised',
  goal: 1000n,
  ...{ closesAt: at('2025-03-01'), paymentDueAt: at('2025-03-01') },
} as const

/** What tests of suspended offerings do beside what everybody does. */
export function suspending(database: TestDatabase) {
  const lives = livesOf(database)
  const { world, suspend } = lives

  async function investor(name = 'Ann') {
    const partyId = await world.person(name)
    await world.agree(partyId, 'riskOfLoss', '2025-01-02')
    await world.agree(partyId, 'noSimulation', '2025-01-02')
    return partyId
  }

  /** An offering in which Ann has a paid order of 30 shares that binds, and Bea one of 20 that she has not paid. */
  async function raising(terms: object = {}) {
    const made = await lives.raising({ ...LAW, ...terms }, [])
    const [ann, bea] = [await investor(), await investor('Bea')]
    const orders = {
      ann: await world.order(made.offeringId, ann, 30, '2025-01-05'),
      bea: await world.order(made.offeringId, bea, 20, '2025-01-05'),
    }
    await world.pay(orders.ann, '2025-01-06')
    return { ...made, ann, bea, orders }
  }

  async function correct(offeringId: string, now: string, letter = 'b') {
    await lives.revise(offeringId, sheet(letter), now)
    await lives.approve(offeringId, 2, now)
  }

  return { lives, world, suspend, investor, raising, correct }
}
