import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { PRECISION } from '../../money/allocate.ts'
import type { ClassRates } from './class-rates.ts'
import { RUN_DAYS } from './class-rates.ts'
import type { PeriodEntitlement } from './holder-period.ts'

type Days = { from: string; to: string }

/** A holder's line of a period. `held`: its levies are not known at the end of the period, and it was not taken back. */
export type PeriodLine = PeriodEntitlement & {
  holderId: string
  projectId: string
  runId: string
  held: boolean
}

type KeptLine = Omit<PeriodLine, 'rate'> & { key: string; own: string; isAdjusted: boolean }

/** What runs of a period credited to these holders, in the order of the runs. */
export async function periodLines(
  em: EntityManager,
  holderIds: readonly string[],
  { from, to }: Days,
  rates: ClassRates,
): Promise<PeriodLine[]> {
  const { rows } = await sql<KeptLine>`
    with ${RUN_DAYS}, line as (
      select dividend.*, run.day, run.number, run.project_id, run.previous_id, before.number as since
        from dividend join run on run.id = distribution_id
        left join distribution as before on before.id = run.previous_id
       where holder_id = any(${holderIds}::uuid[]) and run.day between ${from}::date and ${to}::date
    )
    select line.holder_id as "holderId", line.project_id as "projectId", line.day::text as "on",
           distribution_id as "runId", share_class.name as "className", weight as shares, gross, distribution_id || ':' || class_id as key,
           (gross * ${PRECISION}::numeric + carry
            - coalesce((select carry from dividend as old where old.distribution_id = previous_id
                           and old.class_id = line.class_id and old.holder_id = line.holder_id), 0)
            + coalesce((select sum(carry_back) from line_reversal as back where back.class_id = line.class_id
                           and back.holder_id = line.holder_id
                           and after_number >= coalesce(since, 0) and after_number < number), 0))::text as own,
           exists (select from adjusted_line as adjusted where adjusted.distribution_id = line.distribution_id
                      and adjusted.class_id = line.class_id and adjusted.holder_id = line.holder_id) as "isAdjusted",
           standing is not null and levies is null
             and not exists (select from released as found where found.day <= ${to}::date
                                and (found.distribution_id, found.class_id, found.holder_id)
                                  = (line.distribution_id, line.class_id, line.holder_id))
             and not exists (select from line_reversed as found where found.day <= ${to}::date
                                and (found.distribution_id, found.class_id, found.holder_id)
                                  = (line.distribution_id, line.class_id, line.holder_id))
             and not exists (select from reversed as found where found.day <= ${to}::date
                                and found.distribution_id = line.distribution_id) as held
      from line join share_class on share_class.id = class_id
     order by line.holder_id, line.project_id, line.day, number, share_class.code`.execute(sqlOf(em))
  return rows.map(({ key, own, isAdjusted, ...line }) => {
    return { ...line, rate: isAdjusted ? null : rateOf({ ...line, own: BigInt(own) }, rates.get(key)) }
  })
}

/** The rate of the class, where the holder's own exact share is that for each of his shares: but for a rounding. */
function rateOf({ shares, own }: { shares: bigint; own: bigint }, rate: bigint | undefined): bigint | null {
  if (rate === undefined || shares === 0n) return null
  const off = own - shares * rate
  const most = shares > PRECISION ? shares : PRECISION
  return off < most && off > -most ? rate : null
}

/** What was withheld from a holder in a project under one rule; minor units. */
export type PeriodLevyRow = {
  holderId: string
  projectId: string
  code: string
  ratio: string
  source: string
  amount: bigint
}

/** What was withheld from these holders in a period, by the runs and late, in the order in which levies are shown. */
export async function periodLevies(
  em: EntityManager,
  holderIds: readonly string[],
  { from, to }: Days,
): Promise<PeriodLevyRow[]> {
  const { rows } = await sql<PeriodLevyRow>`
    with ${RUN_DAYS}, withheld as (
      select holder_id, run.project_id, rule.code, rule.ratio, rule.source, rule.position, part.amount
        from dividend as line join run on run.id = line.distribution_id
       cross join lateral unnest(levies) with ordinality as part (amount, place)
        join distribution_levy as rule on rule.distribution_id = line.distribution_id
         and rule.standing = line.standing and rule.position = place - 1
       where holder_id = any(${holderIds}::uuid[]) and run.day between ${from}::date and ${to}::date
      union all
      select released.holder_id, run.project_id, late.code, late.ratio, late.source, late.position, late.amount
        from released join late_levy as late on late.release_id = released.id
        join run on run.id = released.distribution_id
       where released.holder_id = any(${holderIds}::uuid[]) and released.day between ${from}::date and ${to}::date
    )
    select holder_id as "holderId", project_id as "projectId", code, ratio, source, sum(amount)::bigint as amount
      from withheld group by holder_id, project_id, code, ratio, source
     order by holder_id, project_id, min(position), code, ratio, source`.execute(sqlOf(em))
  return rows
}
