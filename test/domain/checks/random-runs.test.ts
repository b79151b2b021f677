import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sqlOf } from '../../../src/database/sql.ts'
import { useDatabase } from '../../support/database.ts'
import { expectExplained } from '../../support/explained.ts'
import { play, project } from './random-projects.ts'

/** After the test every check is made, and with them each run recomputed in SQL. */
const database = useDatabase()

test('what the engine decides, SQL and the explanation of each line recompute alike: contracts of every kind, raises, transfers and months of returns', async () => {
  let runs = 0
  for (const plan of fc.sample(project, { numRuns: 15, seed: 2008 })) runs += await play(database.orm, plan)
  expect(runs).toBeGreaterThan(30)
  let lines = 0
  for (const { id } of await sqlOf(database.orm.em.fork()).selectFrom('distribution').select('id').execute())
    lines += await expectExplained(database, id)
  expect(lines).toBeGreaterThan(60)
})
