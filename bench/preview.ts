import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/database/embedded.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { previewRun } from '../src/domain/dividends/approval/preview-run.ts'
import { distribute } from '../src/domain/dividends/run/distribute.ts'
import { dividends } from '../src/domain/dividends/run/distributions.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { changeAt, seedMonth, seedProject } from './seed.ts'

const TIMES = 5

/**
 * `npm run bench -- preview`: the preview of a run over 10,000 holders (`--only N`: so many), every line of it, beside
 * its floor: reading as many lines of the run before. The median of five; `--json` prints one object on the last line.
 */
export async function benchPreview(args: readonly string[]): Promise<void> {
  const n = args.includes('--only') ? Number(args[args.indexOf('--only') + 1]) : 10_000
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-bench-'))
  const server = await startEmbedded({ folder })
  try {
    const { url } = await prepareDatabase(server.url, installQueue)
    const orm = await openOrm({ url, connections: 2 })
    const [seconds, floorSeconds] = await measure(orm, n)
    await orm.close()
    const ratio = seconds / floorSeconds
    console.log(
      `${n.toLocaleString('en')} holders  ${seconds.toFixed(2)} s  floor ${floorSeconds.toFixed(2)} s  ratio ${ratio.toFixed(1)}`,
    )
    if (args.includes('--json')) console.log(JSON.stringify({ bench: 'preview', n, seconds, floorSeconds }))
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(orm: Orm, n: number): Promise<[seconds: number, floorSeconds: number]> {
  const projectId = await seedProject(orm, n)
  const first = await seedMonth(orm, projectId, '2025-02', `${n}.37`)
  const { distributionId } = await changeAt(orm, first, em => distribute(em, { projectId }, first))
  const now = await seedMonth(orm, projectId, '2025-03', `${n}.11`)
  const paidOn = now.toISOString().slice(0, 10)
  const preview = () => orm.em.fork().transactional(em => previewRun(em, { projectId, paidOn }, now))
  const floor = () => dividends(orm.em.fork(), { distributionIds: [distributionId] })
  return [await median(preview), await median(floor)]
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const spent: number[] = []
  for (let time = 0; time < TIMES; time++) {
    const started = performance.now()
    await work()
    spent.push((performance.now() - started) / 1000)
  }
  return spent.sort((a, b) => a - b)[TIMES >> 1] as number
}
