import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { ImportKind } from '../import.ts'
import { PERSONAL } from './staged-line.ts'

/**
 * Finds the staged lines that were imported before, and notes what is wrong with the names of lines: a reference that
 * stands twice or in other letters, and a line that says something else than it did: corrections are opposite facts.
 */
export async function markLines(em: EntityManager, kind: ImportKind): Promise<void> {
  await sql`
    update staged set is_old = true from imported_line as old
     where old.kind = ${kind} and old.source = staged.source and old.reference = staged.reference`.execute(
    sqlOf(em),
  )
  await sql`
    insert into line_problem (line, "column", code, value, expected)
    select line, 'reference', 'REFERENCE_TWICE', reference, 'each reference once: it stands in line ' || first || ' too'
      from (select line, reference, min(line) over (partition by source, reference) as first from staged) as named
     where line > first`.execute(sqlOf(em))
  await sql`
    with named as (
      select source, reference, lower(reference) as key from imported_line where kind = ${kind}
      union select source, reference, lower(reference) from staged
    ), cased as (
      select source, key, min(reference) as one, max(reference) as other from named
       group by source, key having count(*) > 1
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, 'reference', 'REFERENCE_CASE', reference,
           'one way of writing it: there are ' || one || ' and ' || other
      from staged join cased on cased.source = staged.source and key = lower(reference)
     where not is_old`.execute(sqlOf(em))
  await sql`
    insert into line_problem (line, "column", code, value, expected)
    select staged.line, name, 'LINE_CHANGED', case when name = any(${PERSONAL}::text[]) then null else now.value end,
           case when name = any(${PERSONAL}::text[])
                then 'what it said when it was imported; the profile is changed here'
                else coalesce('"' || (known.said ->> name) || '"', 'nothing')
                     || ', as it said when it was imported: a correction is a line of its own' end
      from staged join (${knownSql(kind)}) as known using (source, reference)
     cross join lateral jsonb_each_text(staged.said) as now (name, value)
     where is_old and now.value is distinct from known.said ->> name`.execute(sqlOf(em))
}

/** What lines said when they were imported. What they said of a person stands in the first version of his profile. */
function knownSql(kind: ImportKind): RawBuilder<unknown> {
  if (kind !== 'investors') return sql`select source, reference, said from imported_line where kind = ${kind}`
  return sql`
    select source, reference, old.said || jsonb_build_object(
             'name', profile.name, 'country', profile.country, 'email', address.address,
             'tax_country', tax.country, 'tax_proved_on', tax.proved_on) as said
      from imported_line as old
      join profile on party_id = target_id and profile.version = 1
      left join login on login.party_id = target_id
      left join login_address as address on address.login_id = login.id
      left join tax_residence as tax on tax.party_id = target_id and tax.version = 1
       and tax.act_id = profile.act_id
     where old.kind = ${kind}`
}
