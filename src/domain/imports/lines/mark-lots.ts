import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { sharesLeft } from '../../offerings/offered-shares.ts'

/**
 * Notes what is wrong with staged lots: an investor, project or class that is not there, another currency, a day ahead or
 * up to the record date of a run that was made, and more shares of a class than the contract foresees.
 */
export async function markLots(em: EntityManager, today: string): Promise<void> {
  await sql`
    with lot as (
      select staged.*, holder_id, project.id as project_id, project.currency, class.id as class_id,
             run.record_date
        from staged
        left join (select source as of_source, reference as name, target_id as holder_id
                     from imported_line where kind = 'investors') as holder
          on of_source = source and holder.name = said ->> 'investor'
        left join project on project.id = (said ->> 'project')::uuid
        left join share_class as class on class.project_id = project.id and class.code = said ->> 'class'
        left join (select project_id, max(record_date) as record_date from distribution group by 1) as run
          on run.project_id = project.id
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, name, problem, said ->> name, wanted from lot cross join lateral (values
      ('investor', 'INVESTOR_UNKNOWN', holder_id is null, 'the reference of an investor of this source that was imported'),
      ('project', 'PROJECT_UNKNOWN', project_id is null, 'the id of a project here'),
      ('class', 'CLASS_UNKNOWN', project_id is not null and class_id is null, 'the code of a class of this project'),
      ('currency', 'CURRENCY_OTHER', currency <> said ->> 'currency', currency || ', the currency of the project'),
      ('since', 'DAY_AHEAD', said ->> 'since' > ${today}, 'a day up to ' || ${today}::text),
      ('since', 'LOT_BEFORE_RUN', not is_old and (said ->> 'since')::date <= record_date,
       'a day after ' || record_date || ': what was distributed for that day is distributed')
    ) as rule (name, problem, is_broken, wanted) where is_broken`.execute(sqlOf(em))
  for (const shareClass of await classesAsked(em)) {
    await markTooMany(em, shareClass.id, await sharesLeft(em, shareClass))
  }
}

async function classesAsked(em: EntityManager): Promise<{ id: string; shares: number }[]> {
  const { rows } = await sql<{ id: string; shares: number }>`
    select distinct class.id, class.shares from staged join share_class as class
        on class.project_id = (said ->> 'project')::uuid and class.code = said ->> 'class'
     where not is_old order by class.id`.execute(sqlOf(em))
  return rows
}

async function markTooMany(em: EntityManager, classId: string, left: number): Promise<void> {
  await sql`
    with asked as (
      select line, said ->> 'shares' as own, sum((said ->> 'shares')::bigint) over (order by line) as so_far
        from staged join share_class as class
          on class.project_id = (said ->> 'project')::uuid and class.code = said ->> 'class'
       where not is_old and class.id = ${classId}
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, 'shares', 'SHARES_TOO_MANY', own,
           ${`at most ${left} shares of this class in all, for the others are held or offered: with this line it is `}
             || so_far
      from asked where so_far > ${left}`.execute(sqlOf(em))
}
