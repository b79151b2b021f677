import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import { type MoneyText, parsePositive } from '../money/money.ts'
import { parseName } from '../parties/people/names.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { within } from '../refusal.ts'
import { parseZone } from '../time/calendar.ts'
import { checkCode, refuseTwice } from './terms/check-contract.ts'
import { checkShares } from './terms/check-offering-terms.ts'

export type NewProject = {
  name: string
  issuerId: string
  currency: string
  timeZone: string
  classes: { code: string; name: string; shares: number; nominal?: MoneyText | null | undefined }[]
}

/**
 * Opens a project with its share classes; none, where nothing of it is held: a gift, a reward. Refuses NAME_MALFORMED,
 * PARTY_UNKNOWN, CURRENCY_UNKNOWN, TIME_ZONE_UNKNOWN, CLASS_CODE_MALFORMED, CLASS_TWICE, SHARES_NOT_POSITIVE and what
 * `parsePositive` refuses.
 */
export async function openProject(em: EntityManager, input: NewProject): Promise<{ projectId: string }> {
  const projectId = newId()
  await profileOf(em, input.issuerId)
  const currency = parseCurrency(input.currency)
  const classes = input.classes.map(({ code, name, shares, nominal = null }) => {
    checkShares(shares)
    const capital = nominal && within('classes', () => parsePositive(nominal, currency))
    return { id: newId(), projectId, code: checkCode(code), name: parseName(name), shares, nominal: capital }
  })
  refuseTwice(classes.map(each => each.code))
  await sqlOf(em)
    .insertInto('project')
    .values({
      id: projectId,
      name: parseName(input.name),
      issuerId: input.issuerId,
      currency,
      timeZone: parseZone(input.timeZone),
    })
    .execute()
  if (classes.length > 0) await sqlOf(em).insertInto('shareClass').values(classes).execute()
  return { projectId }
}
