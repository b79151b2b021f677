import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { useDatabase } from '../../support/database.ts'
import { play, project } from './random-projects.ts'

/** After the test every check is made, and with them each run recomputed in SQL. */
const database = useDatabase()

test('what the engine decides, SQL recomputes alike: contracts of every kind, raises, transfers and months of returns', async () => {
  let runs = 0
  for (const plan of fc.sample(project, { numRuns: 15, seed: 2008 })) runs += await play(database.orm, plan)
  expect(runs).toBeGreaterThan(30)
})
