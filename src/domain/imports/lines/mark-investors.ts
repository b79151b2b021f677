import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/**
 * Notes what is wrong with staged investors: a mail address that stands twice or has an account here, in whatever
 * letters; the same name in other letters; a firm with a mail address; a proof without a country; a day ahead.
 */
export async function markInvestors(em: EntityManager, today: string): Promise<void> {
  await sql`
    with mail as (
      select line, is_old, lower(said ->> 'email') as key from staged where said ->> 'email' is not null
    ), placed as (
      select mail.*, min(line) over (partition by key) as first from mail
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, 'email', 'EMAIL_TWICE', null, 'each mail address once: it stands in line ' || first || ' too'
      from placed where line > first
     union all
    select line, 'email', 'EMAIL_KNOWN', null, 'an address that has no account here yet'
      from mail join login_address on address_key = key where not is_old`.execute(sqlOf(em))
  await sql`
    with named as (
      select line, said ->> 'name' as name, said ->> 'email' as email,
             first_value(line) over same as first, first_value(said ->> 'name') over same as first_name,
             first_value(said ->> 'email') over same as first_email
        from staged window same as (partition by source, lower(said ->> 'name') order by line)
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, 'name', 'NAME_CASE', null,
           'one line for one investor: line ' || first || ' has this name in other letters; where they are two, give both a mail address'
      from named where line > first and name <> first_name and (email is null or first_email is null)`.execute(
    sqlOf(em),
  )
  await sql`
    insert into line_problem (line, "column", code, value, expected)
    select line, 'email', 'EMAIL_OF_FIRM', null, 'nothing: a firm does not sign in, its people do'
      from staged where said ->> 'kind' = 'firm' and said ->> 'email' is not null
     union all
    select line, 'tax_country', 'VALUE_MISSING', null, 'the country that the proof is of'
      from staged where said ->> 'tax_country' is null and said ->> 'tax_proved_on' is not null
     union all
    select line, 'tax_proved_on', 'DAY_AHEAD', null, 'a day up to ' || ${today}::text
      from staged where said ->> 'tax_proved_on' > ${today}`.execute(sqlOf(em))
}
