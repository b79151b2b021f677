import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../src/database/embedded.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { runChecks } from '../src/domain/checks/run-checks.ts'
import { requestReversal } from '../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../src/domain/ids.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { at, worldOf } from '../test/support/world.ts'

/**
 * Asks twice for the reversal of each of many runs and approves all requests at once, in real parallel transactions:
 * of each pair one succeeds and one is refused. `--runs N` (500). Prints one line; true when it is so and no check finds
 * anything.
 */
export async function tryReversals(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: { runs: { type: 'string', default: '500' } } })
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-trial-'))
  const server = await startEmbedded({ folder, durable: false })
  try {
    const { url } = await prepareDatabase(server.url, installQueue)
    const orm = await openOrm({ url, poolTimeoutMs: 600_000 })
    const wrong = await tried(orm, Number(values.runs))
    await orm.close()
    return wrong === 0
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tried(orm: Orm, runs: number): Promise<number> {
  const world = worldOf({ orm })
  const requests: string[] = []
  for (let index = 0; index < runs; index++) {
    const { projectId } = await world.funded({ Ann: 1, Bea: 2 })
    const distributionId = await world.month(projectId, '2025-03', '10.00')
    const asked = { distributionId, line: null, reason: 'Asked twice', requesterId: newId() }
    for (let twice = 0; twice < 2; twice++) {
      const { requestId } = await world.run('2025-06-01', em => requestReversal(em, asked, at('2025-06-01')))
      requests.push(requestId)
    }
  }
  const approve = (requestId: string) =>
    world.run('2025-06-02', em =>
      reverseDistribution(em, { requestId, approverId: newId() }, at('2025-06-02')),
    )
  const outcomes = (await Promise.allSettled(requests.map(approve))).map(codeOf)
  const count = (code: string) => outcomes.filter(each => each === code).length
  const [done, refused] = [count('reversed'), count('ALREADY_REVERSED')]
  const results = await orm.em.fork().transactional(em => runChecks(em))
  const broken = results.filter(({ violations }) => violations > 0)
  console.log(
    `reversals: ${runs} runs asked for twice, ${done} reversed, ${refused} refused, ${broken.length} checks broken`,
  )
  for (const { name, violations, found } of broken) console.log(`  ${name}: ${violations}`, ...found)
  return Math.abs(runs - done) + Math.abs(runs - refused) + broken.length
}

function codeOf(outcome: PromiseSettledResult<unknown>): string {
  return outcome.status === 'fulfilled' ? 'reversed' : String((outcome.reason as { code?: string }).code)
}
