import { describe, expect, test } from '@jest/globals'
import { cardTermsOf } from '../../../src/domain/offerings/cards/card-terms-of.ts'
import { checkOfferingTerms } from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import { BORNE_BY } from '../../support/cards.ts'
import { useDatabase } from '../../support/database.ts'
import { TERMS, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const refused = (code: string, message: string) =>
  expect.objectContaining({ code, field: 'cards', message: expect.stringContaining(message) })
const check = (cards: object, terms: object = {}) =>
  checkOfferingTerms({ ...TERMS, ...terms, cards: { ...BORNE_BY('platform'), ...cards } }, 'EUR')

describe('the card clause of an offering', () => {
  test('is kept with its terms; an offering without one takes no cards', async () => {
    const { classId } = await world.project({}, 200)
    const [takes, takesNone] = [
      await world.offering(classId, { cards: BORNE_BY('issuer') }),
      await world.offering(classId),
    ]
    expect(await cardTermsOf(database.orm.em.fork(), [takes, takesNone])).toEqual([
      { offeringId: takes, ...BORNE_BY('issuer') },
    ])
  })

  test('lets no investor be charged for his card where the law of the Union governs the offering', () => {
    const investor = { paymentCosts: 'investor' }
    expect(() => check(investor)).not.toThrow()
    expect(() => check(investor, { regime: 'ECSPR_EQUITY' })).toThrow(
      refused('SURCHARGE_FORBIDDEN', 'Under ECSPR_EQUITY no investor may be charged for paying by card'),
    )
    for (const paymentCosts of ['platform', 'issuer']) {
      expect(() => check({ paymentCosts }, { regime: 'ECSPR_EQUITY' })).not.toThrow()
    }
  })

  test('cancels no shares for a charge-back, and holds money for 0 to 365 days', () => {
    expect(() => check({ chargeback: 'cancelShares' })).toThrow(
      refused('CHARGEBACK_UNSUPPORTED', '"cancelShares" is not carried out'),
    )
    for (const holdDays of [0, 365]) expect(() => check({ holdDays })).not.toThrow()
    for (const holdDays of [-1, 366]) {
      expect(() => check({ holdDays })).toThrow(
        refused('DAYS_OUT_OF_RANGE', `${holdDays} is not a number of days`),
      )
    }
  })
})
