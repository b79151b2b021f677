import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { PLATFORM_ZONE } from '../time/calendar.ts'

/**
 * A password that nobody has: its owner asks for a new one with his mail address. Of the form of the others, so that
 * signing in takes as long.
 */
const NO_PASSWORD =
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/**
 * Writes the staged investors that are new: parties, profiles, where they are taxed, and logins for people with a mail
 * address. What was proved there counts from the day of its proof. Bank accounts are not imported: their owner names and confirms them here.
 */
export async function writeInvestors(em: EntityManager, now: Date): Promise<void> {
  await sql`
    insert into party (id, kind) select id, said ->> 'kind' from staged where not is_old order by line`.execute(
    sqlOf(em),
  )
  await sql`
    insert into profile (party_id, version, name, language, country)
    select id, 1, said ->> 'name', said ->> 'language', said ->> 'country' from staged where not is_old`.execute(
    sqlOf(em),
  )
  await sql`
    insert into tax_residence (party_id, version, country, proved_on, declared_at)
    select id, 1, said ->> 'tax_country', (said ->> 'tax_proved_on')::date,
           coalesce((said ->> 'tax_proved_on')::date::timestamp at time zone ${PLATFORM_ZONE}, ${now})
      from staged where not is_old and said ->> 'tax_country' is not null`.execute(sqlOf(em))
  await sql`
    insert into login (id, party_id)
    select id, id from staged where not is_old and said ->> 'email' is not null`.execute(sqlOf(em))
  await sql`
    insert into login_address (address_key, login_id, address)
    select lower(said ->> 'email'), id, said ->> 'email'
      from staged where not is_old and said ->> 'email' is not null`.execute(sqlOf(em))
  await sql`
    insert into credential (login_id, version, hash)
    select id, 1, ${NO_PASSWORD} from staged where not is_old and said ->> 'email' is not null`.execute(
    sqlOf(em),
  )
}
