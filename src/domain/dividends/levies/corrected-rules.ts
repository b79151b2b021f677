import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AppliedRule } from './levies-on.ts'

/**
 * The rules that stand on the lines which lines below zero correct, by "class:holder": those of the holder's latest line
 * in one of these runs. Who had none there, or was held, has nothing to get back.
 */
export async function correctedRules(
  em: EntityManager,
  { runs, lines }: { runs: readonly string[]; lines: readonly { classId: string; holderId: string }[] },
): Promise<Map<string, readonly AppliedRule[]>> {
  const [classIds, holderIds] = [lines.map(line => line.classId), lines.map(line => line.holderId)]
  const { rows } = await sql<AppliedRule & { key: string }>`
    with latest as (
      select distinct on (class_id, holder_id) class_id, holder_id, line.distribution_id, standing
        from unnest(${classIds}::uuid[], ${holderIds}::uuid[]) as negative (class_id, holder_id)
        join dividend as line using (class_id, holder_id)
        join distribution as run on run.id = line.distribution_id
       where run.id = any(${runs}::uuid[]) and levies is not null
       order by class_id, holder_id, number desc
    )
    select class_id || ':' || holder_id as key, code, ratio, source
      from latest join distribution_levy using (distribution_id, standing)
     order by class_id, holder_id, position`.execute(sqlOf(em))
  const found = Map.groupBy(rows, row => row.key)
  return new Map(
    lines.map(({ classId, holderId }) => {
      const key = `${classId}:${holderId}`
      return [key, (found.get(key) ?? []).map(({ code, ratio, source }) => ({ code, ratio, source }))]
    }),
  )
}
