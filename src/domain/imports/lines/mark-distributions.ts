import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/**
 * Notes what is wrong with staged lines of distributions, each by itself and against the others of its distribution.
 * Whether they are what the contract gives is found when they are written.
 */
export async function markDistributions(em: EntityManager, today: string): Promise<void> {
  await markEach(em, today)
  await markTogether(em)
}

async function markEach(em: EntityManager, today: string): Promise<void> {
  await sql`
    with paid as (
      select staged.*, said ->> 'recipient' = 'holder' as is_holder, holder_id,
             project.id as project_id, project.currency, class.id as class_id, contract.terms, made.runs
        from staged
        left join (select source as of_source, reference as name, target_id as holder_id
                     from imported_line where kind = 'investors') as holder
          on of_source = source and holder.name = said ->> 'investor'
        left join project on project.id = (said ->> 'project')::uuid
        left join share_class as class on class.project_id = project.id and class.code = said ->> 'class'
        left join lateral (
          select terms from contract join contract_signature on contract_id = contract.id
           where project_id = project.id order by version desc limit 1) as contract on true
        left join (select project_id, count(*) as runs from distribution
                    where not exists (select from imported_run where distribution_id = distribution.id)
                    group by 1) as made on made.project_id = project.id
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, name, problem, said ->> name, wanted from paid cross join lateral (values
      ('project', 'PROJECT_UNKNOWN', project_id is null, 'the id of a project here'),
      ('project', 'CONTRACT_UNSIGNED', project_id is not null and terms is null, 'a project whose contract is signed'),
      ('project', 'CONTRACT_ROUNDS_OTHERWISE', coalesce(terms ->> 'rounding', 'carry') <> 'carry',
       'a contract that carries fractions: with another rounding what was paid cannot be told from what was due'),
      ('project', 'RUN_MADE_HERE', not is_old and runs > 0,
       'a project without a distribution made here: history comes before it'),
      ('currency', 'CURRENCY_OTHER', currency <> said ->> 'currency', currency || ', the currency of the project'),
      ('investor', 'VALUE_MISSING', is_holder and said ->> 'investor' is null, 'the reference of the investor who was paid'),
      ('class', 'VALUE_MISSING', is_holder and said ->> 'class' is null, 'the class whose shares he was paid for'),
      ('investor', 'VALUE_UNEXPECTED', not is_holder and said ->> 'investor' is not null, 'nothing: only holders have it'),
      ('class', 'VALUE_UNEXPECTED', not is_holder and said ->> 'class' is not null, 'nothing: only holders have it'),
      ('investor', 'INVESTOR_UNKNOWN', is_holder and said ->> 'investor' is not null and holder_id is null,
       'the reference of an investor of this source that was imported'),
      ('class', 'CLASS_UNKNOWN', is_holder and project_id is not null and said ->> 'class' is not null and class_id is null,
       'the code of a class of this project'),
      ('withheld', 'VALUE_UNEXPECTED', not is_holder and said ->> 'withheld' <> '0', '0: levies are withheld from holders'),
      ('net', 'NET_OTHER', (said ->> 'gross')::bigint - (said ->> 'withheld')::bigint <> (said ->> 'net')::bigint,
       'gross less withheld'),
      ('period_end', 'DAYS_MISORDERED', said ->> 'period_end' < said ->> 'period_start', 'a day not before period_start'),
      ('record_date', 'DAYS_MISORDERED', said ->> 'record_date' < said ->> 'period_end', 'a day not before period_end'),
      ('record_date', 'RECORD_DATE_OTHER', case when terms ->> 'recordDate' = 'periodEnd'
                                                then said ->> 'record_date' <> said ->> 'period_end'
                                                else said ->> 'record_date' <= said ->> 'period_end' end,
       case when terms ->> 'recordDate' = 'periodEnd' then 'period_end, as the contract says'
            else 'a day after period_end: that of the approval, as the contract says' end),
      ('paid_on', 'DAYS_MISORDERED', said ->> 'paid_on' <= said ->> 'record_date', 'a day after record_date'),
      ('paid_on', 'DAY_AHEAD', said ->> 'paid_on' > ${today}, 'a day up to ' || ${today}::text)
    ) as rule (name, problem, is_broken, wanted) where is_broken`.execute(sqlOf(em))
}

async function markTogether(em: EntityManager): Promise<void> {
  await sql`
    with paid as (
      select staged.*, min(line) over run as first,
             min(line) over (partition by source, said ->> 'project', said ->> 'distribution', said ->> 'recipient',
                                          said ->> 'investor', said ->> 'class') as same,
             first_value(said) over (partition by source, said ->> 'project', said ->> 'distribution' order by line)
               as head
        from staged window run as (partition by source, said ->> 'project', said ->> 'distribution')
    ), known as (
      select distinct source, said ->> 'project' as project, said ->> 'distribution' as distribution
        from imported_line where kind = 'distributions'
    )
    insert into line_problem (line, "column", code, value, expected)
    select line, name, 'DISTRIBUTION_DIFFERS', said ->> name,
           coalesce(head ->> name, 'nothing') || ', as in line ' || first || ' of this distribution'
      from paid cross join unnest(array['period_start', 'period_end', 'record_date', 'paid_on', 'currency']) as name
     where said ->> name is distinct from head ->> name
     union all
    select line, 'recipient', 'PAID_TWICE', said ->> 'recipient',
           'each recipient once in a distribution: he stands in line ' || same || ' too'
      from paid where line > same
     union all
    select line, 'distribution', 'DISTRIBUTION_IMPORTED', paid.said ->> 'distribution',
           'a distribution that was not imported yet: it is imported as a whole'
      from paid join known on known.source = paid.source and known.project = paid.said ->> 'project'
       and known.distribution = paid.said ->> 'distribution'
     where not is_old`.execute(sqlOf(em))
}
