import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { closedUntil } from '../../ledger/closing/closings.ts'
import { monthText } from '../../ledger/closing/months.ts'
import { returnDueOn } from './due-day.ts'
import { type MonthMovement, movementsOfMonth } from './levy-movements.ts'
import { postedInMonth } from './levy-postings.ts'
import { boxOf } from './return-boxes.ts'

/** A line as it is or would be declared. `correctsId`: the return of the month that it takes back, where there is one. */
export type ReturnLine = MonthMovement & { box: string | null; correctsId: string | null }

export type Filing = { id: string; filerId: string; filedAt: Date }

/** What there is to declare of a month. Minor units of the euro. `month`: its first day. */
export type MonthReturn = {
  month: string
  dueOn: string
  /** Whether its books are closed, so that no figure can move any more. */
  closed: boolean
  lines: ReturnLine[]
  /** By how much the ledger says that the levy accounts moved: what the lines come to. */
  posted: bigint
  filing: Filing | null
}

/** The return of a month: as it was filed, or as the books have it now. */
export async function taxReturnOf(em: EntityManager, month: string): Promise<MonthReturn> {
  const [filed] = await filings(em, month)
  const closed = ((await closedUntil(em)) ?? '') >= month
  const common = { month, dueOn: returnDueOn(month), closed, posted: await postedInMonth(em, month) }
  if (filed !== undefined) return { ...common, lines: await linesOf(em, filed.id), filing: filed }
  const earlier = new Map((await filings(em, null)).map(each => [each.month, each.id]))
  const lines = (await movementsOfMonth(em, month)).map(line => ({
    ...line,
    box: boxOf(line.code, line.income, monthText(month)),
    correctsId: line.corrects === null ? null : (earlier.get(line.corrects) ?? null),
  }))
  return { ...common, lines, filing: null }
}

export type FiledReturn = Filing & { month: string; dueOn: string; total: bigint }

/** The returns that were filed, the latest month first: a dozen a year; of one month where it is named. */
export async function filings(em: EntityManager, month: string | null): Promise<FiledReturn[]> {
  return sqlOf(em)
    .selectFrom('taxReturn')
    .select(['id', 'filerId', 'filedAt', 'total', 'dueOn'])
    .select(sql<string>`month::text`.as('month'))
    .$if(month !== null, query => query.where('month', '=', month))
    .orderBy('month', 'desc')
    .execute()
}

function linesOf(em: EntityManager, returnId: string): Promise<ReturnLine[]> {
  return sqlOf(em)
    .selectFrom('taxReturnLine')
    .select(['income', 'code', 'ratio', 'box', 'base', 'amount', 'correctsId'])
    .select(sql<string | null>`corrects::text`.as('corrects'))
    .where('returnId', '=', returnId)
    .orderBy('position')
    .execute()
}
