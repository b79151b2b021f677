import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../src/database/embedded.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { type Plan, playKills } from './play-kills.ts'

/**
 * Kills the job that distributes with -9 at random moments and points of a run, lets it run again in a new process, and
 * compares the books with those of a run that nobody broke, byte for byte. `--kills N` (100), `--holders N` (50,000),
 * `--seed N`. Prints one line, and below it what differs; true when nothing does.
 */
export async function tryKills(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '100' },
      holders: { type: 'string', default: '50000' },
      seed: { type: 'string', default: '2008' },
    },
  })
  const [kills, holders, seed] = [Number(values.kills), Number(values.holders), Number(values.seed)]
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-trial-'))
  const server = await startEmbedded({ folder, durable: false })
  try {
    const { url } = await prepareDatabase(server.url, installQueue)
    return await told({ ownerUrl: server.url, appUrl: url, kills, holders, seed })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function told(plan: Plan): Promise<boolean> {
  const started = performance.now()
  const { before, during, after, differences } = await playKills(plan)
  const seconds = Math.round((performance.now() - started) / 1000)
  const count = (number: number) => number.toLocaleString('en')
  console.log(
    `kills: ${count(plan.kills)} kills over ${count(plan.holders)} holders (${before} before the run wrote, ` +
      `${during} while it wrote, ${after} after its commit was on the way), ${differences.length} differences, ` +
      `seed ${plan.seed}, ${count(seconds)} s`,
  )
  for (const what of differences.slice(0, 10)) console.log(`  ${what}`)
  return differences.length === 0
}
