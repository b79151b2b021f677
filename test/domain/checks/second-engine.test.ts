import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { allocate, type Method } from '../../../src/domain/money/allocate.ts'
import { decimalsOf, parseCurrency } from '../../../src/domain/money/currency.ts'
import { DAY_COUNTS, nthDate, yearParts } from '../../../src/domain/time/day-count.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

/** The rows of a query in SQL alone. */
async function ask<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(sqlOf(database.orm.em.fork()))).rows
}

describe('the second engine agrees with the first', () => {
  test('on how units of a pool are handed out, with limits, carries and all four rules', async () => {
    const part = fc.record({
      weight: fc.bigInt(0n, 6n),
      carry: fc.bigInt(-9n * 10n ** 17n, 9n * 10n ** 17n),
      most: fc.bigInt(0n, 30n),
    })
    const pools = fc.record({
      parts: fc.array(part, { minLength: 1, maxLength: 7 }),
      pool: fc.bigInt(-60n, 60n),
      limited: fc.boolean(),
      method: fc.constantFrom<Method>('carry', 'largestRemainder', 'firstListed', 'toReserve'),
    })
    await fc.assert(
      fc.asyncProperty(pools, async ({ parts, pool, limited, method }) => {
        const column = (name: 'weight' | 'carry' | 'most') => parts.map(each => each[name])
        const [weights, carries, most] = [column('weight'), column('carry'), column('most')]
        const open = parts.reduce((sum, each) => sum + (each.weight > 0n ? each.most : 0n), 0n)
        // What a run hands out has weight behind it and room for it.
        fc.pre(weights.some(weight => weight > 0n) && (!limited || pool <= open))
        const residue = -carries.reduce((sum, carry) => sum + carry, 0n)
        const first = allocate(pool, { weights, carries, ...(limited && { most }) }, residue, method)
        const second = await ask(sql<{ place: bigint; amount: string | null; carry: string }>`
          select * from recomputed.hand_out(${pool}::numeric, ${residue}::numeric, ${weights}::numeric[],
            ${carries}::numeric[], ${limited ? most : most.map(() => null)}::numeric[], ${method}) order by place`)
        expect(second.map(row => [Number(row.place), row.amount, row.carry])).toEqual([
          [0, null, String(first.residue)],
          ...parts.map((_, index) => [index + 1, String(first.amounts[index]), String(first.carries[index])]),
        ])
      }),
      { numRuns: 300, seed: 2008, endOnFailure: true },
    )
  })

  test('on the time between two days and on the dates of a rhythm', async () => {
    const day = fc.integer({ min: 0, max: 3000 }).map(days => {
      return new Date(Date.UTC(2019, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
    })
    await fc.assert(
      fc.asyncProperty(day, day, fc.constantFrom(...DAY_COUNTS), async (one, other, dayCount) => {
        const [from = '', to = ''] = [one, other].toSorted()
        const [row] = await ask(sql<{ num: string; den: string }>`
          select (years).num::text, (years).den::text
            from (select recomputed.years(${from}, ${to}, ${dayCount}) as years) as said`)
        const parts = yearParts(from, to, dayCount)
        const [num, den] = [BigInt(row?.num ?? 0), BigInt(row?.den ?? 1)]
        const all = parts.reduce((product, { year }) => product * BigInt(year), 1n)
        const days = parts.reduce((sum, part) => sum + (BigInt(part.days) * all) / BigInt(part.year), 0n)
        expect(num * all).toBe(days * den)
      }),
      { numRuns: 100, seed: 2008 },
    )
    const dates = await ask(sql<{ day: string }>`
      select day from recomputed.reckoning_days(
        '{"from": "2024-08-31", "compounds": "quarterly"}', '2024-08-31', '2026-01-01')`)
    const rhythm = [1, 2, 3, 4, 5].map(n => nthDate('2024-08-31', 'quarterly', n))
    expect(dates.map(row => row.day)).toEqual([...rhythm, '2026-01-01'])
  })

  test('on the minor unit of every currency', async () => {
    const codes = knownCurrencies()
    expect(codes.length).toBeGreaterThan(20)
    const units = await ask(sql<{ code: string; num: string }>`
      select code, (recomputed.minor_units('1', code)).num::text as num from unnest(${codes}::text[]) as code`)
    expect(units).toEqual(
      codes.map(code => ({ code, num: String(10n ** BigInt(decimalsOf(parseCurrency(code)))) })),
    )
  })
})

/** The codes that the refusal of an unknown one names. */
function knownCurrencies(): string[] {
  try {
    parseCurrency('none')
    return []
  } catch (error) {
    return (error as Error).message.match(/\b[A-Z]{3}\b/g) ?? []
  }
}
