import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import type { LineKey } from './late-levies.ts'
import type { Levy } from './levies-on.ts'

/** What became of a line that was held: its levies, withheld late, and what is left of it; minor units. */
export type LineRelease = {
  /** The day on which the levies were withheld, in the platform's zone. */
  on: string
  levies: Levy[]
  net: bigint
}

const keyOf = ({ distributionId, classId, holderId }: LineKey) => `${distributionId}:${classId}:${holderId}`

/** The releases of lines, in the order of the lines; null where a line was not held, or still is. */
export async function releasesOf(
  em: EntityManager,
  lines: readonly (LineKey & { gross: bigint })[],
): Promise<(LineRelease | null)[]> {
  if (lines.length === 0) return []
  const of = (pick: (line: LineKey) => string) => [...new Set(lines.map(pick))]
  const rows = await sqlOf(em)
    .selectFrom('levyRelease')
    .leftJoin('lateLevy', 'lateLevy.releaseId', 'levyRelease.id')
    .select(['distributionId', 'classId', 'holderId', 'releasedAt'])
    .select(['code', 'ratio', 'base', 'amount', 'source'])
    .where(
      'distributionId',
      'in',
      of(line => line.distributionId),
    )
    .where(
      'holderId',
      'in',
      of(line => line.holderId),
    )
    .orderBy('position')
    .execute()
  const found = Map.groupBy(rows, keyOf)
  return lines.map(line => {
    const own = found.get(keyOf(line))
    if (own?.[0] === undefined) return null
    const levies = own.flatMap(({ code, ratio, base, amount, source }): Levy[] =>
      code === null ? [] : [{ code, ratio, base, amount, source } as Levy],
    )
    const on = dayOf(own[0].releasedAt, PLATFORM_ZONE)
    return { on, levies, net: levies.reduce((left, levy) => left - levy.amount, line.gross) }
  })
}
