import { expect } from '@jest/globals'
import { dividesAll, recompute } from '../../src/domain/dividends/explanation/derivation.ts'
import { derivationOf } from '../../src/domain/dividends/explanation/derivations.ts'
import { dividends } from '../../src/domain/dividends/run/distributions.ts'
import type { TestDatabase } from './database.ts'

/** Expects that each line of a run, computed again from nothing but its own derivation, is what was paid. */
export async function expectExplained(database: TestDatabase, distributionId: string): Promise<number> {
  const lines = await dividends(database.orm.em.fork(), { distributionIds: [distributionId] })
  const derived = await database.orm.em.fork().transactional(async em => {
    const all = []
    for (const line of lines) all.push(await derivationOf(em, line))
    return all
  })
  const again = derived.map(each => {
    const { gross, carry, capital, levies, net, due } = recompute(each)
    expect(due).toEqual(each.due)
    return { gross, carry, capital, levies: each.held === null ? levies : null, net, all: dividesAll(each) }
  })
  expect(again).toEqual(
    lines.map(({ gross, carry, capital, levies, net }) => ({
      gross,
      carry,
      capital,
      levies,
      net,
      all: true,
    })),
  )
  return lines.length
}
