import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AppliedRule } from './levies-on.ts'

/**
 * The rules that stand on the lines which lines below zero correct, by "class:holder": those of the holder's latest line
 * in one of these runs, or what was withheld late from it. Who had none there, or is still held, has nothing to get back.
 */
export async function correctedRules(
  em: EntityManager,
  { runs, lines }: { runs: readonly string[]; lines: readonly { classId: string; holderId: string }[] },
): Promise<Map<string, readonly AppliedRule[]>> {
  const [classIds, holderIds] = [lines.map(line => line.classId), lines.map(line => line.holderId)]
  const { rows } = await sql<AppliedRule & { key: string }>`
    with latest as (
      select distinct on (class_id, holder_id) class_id, holder_id, line.distribution_id,
             case when levies is not null then standing end as standing, released.id as release_id
        from unnest(${classIds}::uuid[], ${holderIds}::uuid[]) as negative (class_id, holder_id)
        join dividend as line using (class_id, holder_id)
        join distribution as run on run.id = line.distribution_id
        left join levy_release as released using (distribution_id, class_id, holder_id)
       where run.id = any(${runs}::uuid[]) and (levies is not null or released.id is not null)
       order by class_id, holder_id, number desc
    )
    select class_id || ':' || holder_id as key, code, ratio, source
      from (select class_id, holder_id, position, code, ratio, source
              from latest join distribution_levy using (distribution_id, standing)
             union all
            select class_id, holder_id, position, code, ratio, source
              from latest join late_levy using (release_id)) as rule
     order by class_id, holder_id, position`.execute(sqlOf(em))
  const found = Map.groupBy(rows, row => row.key)
  return new Map(
    lines.map(({ classId, holderId }) => {
      const key = `${classId}:${holderId}`
      return [key, (found.get(key) ?? []).map(({ code, ratio, source }) => ({ code, ratio, source }))]
    }),
  )
}
