import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { startEmbedded } from '../src/database/embedded.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { runChecks } from '../src/domain/checks/run-checks.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { play, project } from '../test/domain/checks/random-projects.ts'

/**
 * Plays random projects through the database and lets every check look at them, those among them that recompute each
 * run in SQL. `--projects N` (1,000), `--seed N`. Prints one line, and below it what differs; true when nothing does.
 */
export async function trySqlEngine(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { projects: { type: 'string', default: '1000' }, seed: { type: 'string', default: '2008' } },
  })
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-trial-'))
  const server = await startEmbedded({ folder, durable: false })
  try {
    const { url } = await prepareDatabase(server.url, installQueue)
    const orm = await openOrm({ url })
    const differences = await tried(orm, Number(values.projects), Number(values.seed))
    await orm.close()
    return differences === 0
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tried(orm: Orm, projects: number, seed: number): Promise<number> {
  let runs = 0
  const failed: string[] = []
  for (const [index, plan] of fc.sample(project, { numRuns: projects, seed }).entries()) {
    try {
      runs += await play(orm, plan)
    } catch (error) {
      failed.push(`project ${index}: ${(error as Error).message}`)
    }
  }
  const results = await orm.em.fork().transactional(em => runChecks(em))
  const broken = results.filter(({ violations }) => violations > 0)
  const differences = broken.reduce((total, { violations }) => total + violations, failed.length)
  const count = (number: number) => number.toLocaleString('en')
  console.log(
    `sql engine: ${count(projects)} projects, ${count(runs)} runs, ${count(differences)} differences, seed ${seed}`,
  )
  for (const what of failed.slice(0, 10)) console.log(`  ${what}`)
  for (const { name, violations, found } of broken) console.log(`  ${name}: ${violations}`, ...found)
  return differences
}
