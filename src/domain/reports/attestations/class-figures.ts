import type { EntityManager } from '@mikro-orm/postgresql'
import { leviesOfLine } from '../../dividends/levies/levies-of-line.ts'
import { rulesOfRun } from '../../dividends/levies/rules-of-run.ts'
import { type DividendRow, dividends, poolsOf } from '../../dividends/run/distributions.ts'

/** A holder's line in a run, by the number of his paper. Minor units. */
export type RunLine = { classId: string; statement: string; shares: bigint; gross: bigint }

/** What was withheld from all lines by one rule, in minor units. */
export type RunLevy = { code: string; ratio: string; amount: bigint }

/** What a class got in a run, and what of it went to its holders. Minor units; carries and residue in 10^-18 of them. */
export type ClassFigures = {
  classId: string
  className: string
  pool: bigint
  shares: bigint
  holders: number
  gross: bigint
  capital: bigint
  carry: bigint
  residue: bigint
}

/** What a run gave to the holders of each class, what was withheld from them, and their lines in the order of their numbers. */
export async function classFigures(
  em: EntityManager,
  distributionId: string,
  classes: readonly { id: string; name: string }[],
  numberOf: (holderId: string) => string,
): Promise<{
  classes: ClassFigures[]
  lines: RunLine[]
  levies: RunLevy[]
  /** Of the gross of the lines: what is held, for its levies are not known; what was credited in all. */
  held: bigint
  net: bigint
}> {
  const rows = await dividends(em, { distributionIds: [distributionId] })
  const pools = new Map((await poolsOf(em, distributionId)).map(pool => [pool.classId, pool]))
  const rules = await rulesOfRun(em, distributionId)
  const withheld = rows.map(row => leviesOfLine(row, rules))
  const held = rows.filter((_, index) => withheld[index]?.held != null)
  const byClass = Map.groupBy(rows, row => row.classId)
  return {
    classes: classes.flatMap(({ id: classId, name: className }) => {
      const pool = pools.get(classId)
      if (pool === undefined) return []
      const { amount, weight: shares, holders, residue } = pool
      return {
        classId,
        className,
        pool: amount,
        shares,
        holders,
        residue,
        ...sumsOf(byClass.get(classId) ?? []),
      }
    }),
    lines: rows
      .map(({ classId, holderId, weight: shares, gross }) => {
        return { classId, statement: numberOf(holderId), shares, gross }
      })
      .sort((a, b) => (a.statement < b.statement ? -1 : 1)),
    levies: together(withheld.flatMap(({ levies }) => levies ?? [])),
    held: sum(held.map(row => row.gross)),
    net: sum(rows.map(row => row.net)),
  }
}

function sumsOf(rows: readonly DividendRow[]): Pick<ClassFigures, 'gross' | 'capital' | 'carry'> {
  const of = (name: 'gross' | 'capital' | 'carry') => sum(rows.map(row => row[name]))
  return { gross: of('gross'), capital: of('capital'), carry: of('carry') }
}

/** One row per code and ratio, in the order in which they are met; what took nothing is left out. */
function together(levies: readonly RunLevy[]): RunLevy[] {
  const totals = Map.groupBy(levies, ({ code, ratio }) => `${code}:${ratio}`)
  return [...totals.values()].flatMap(same => {
    const [{ code, ratio } = { code: '', ratio: '' }] = same
    const amount = sum(same.map(levy => levy.amount))
    return amount === 0n ? [] : [{ code, ratio, amount }]
  })
}

function sum(parts: readonly bigint[]): bigint {
  return parts.reduce((total, part) => total + part, 0n)
}
