import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { within } from '../../refusal.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { lockParty } from '../people/lock-party.ts'
import { parseName } from '../people/names.ts'
import { refuse } from '../refusals.ts'
import { notAhead } from './evidence.ts'
import { isSiret } from './siret.ts'
import type { IdentityFacts } from './tax-identities.ts'

/**
 * Appends how a party is told to the tax office, as a whole: what is not given is not known. The same again changes
 * nothing. Refuses NAME_MALFORMED, DATE_MALFORMED, DAY_AHEAD, SIRET_MALFORMED, BIRTH_CODE_MALFORMED, PARTY_UNKNOWN.
 */
export async function declareTaxIdentity(
  em: EntityManager,
  { partyId, ...given }: IdentityFacts & { partyId: string },
  now: Date,
): Promise<{ partyId: string }> {
  const facts = read(given, dayOf(now, PLATFORM_ZONE))
  await lockParty(em, partyId)
  const before = await sqlOf(em)
    .selectFrom('taxIdentity')
    .selectAll()
    .where('partyId', '=', partyId)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  const names = Object.keys(facts) as (keyof IdentityFacts)[]
  if (before !== undefined && names.every(name => before[name] === facts[name])) return { partyId }
  await sqlOf(em)
    .insertInto('taxIdentity')
    .values({ partyId, version: (before?.version ?? 0) + 1, ...facts, declaredAt: now })
    .execute()
  return { partyId }
}

function read({ siret, sex, bornOn, birthCode, ...texts }: IdentityFacts, today: string): IdentityFacts {
  if (siret !== null && !isSiret(siret)) throw refuse.SIRET_MALFORMED({ length: siret.length })
  if (birthCode !== null && !/^(\d{2}|2[AB])\d{3}$/.test(birthCode)) {
    throw refuse.BIRTH_CODE_MALFORMED({ length: birthCode.length })
  }
  const text = (name: keyof typeof texts) =>
    texts[name] === null ? null : within(name, () => parseName(texts[name] as string))
  return {
    taxNumber: text('taxNumber'),
    siret,
    familyName: text('familyName'),
    firstNames: text('firstNames'),
    usualName: text('usualName'),
    sex,
    bornOn: bornOn === null ? null : within('bornOn', () => notAhead(parseDay(bornOn), today)),
    birthPlace: text('birthPlace'),
    birthCode,
    streetNumber: text('streetNumber'),
    street: text('street'),
    addressExtra: text('addressExtra'),
    postalCode: text('postalCode'),
    town: text('town'),
  }
}
