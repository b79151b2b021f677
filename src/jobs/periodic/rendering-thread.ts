import { parentPort, workerData } from 'node:worker_threads'
import { keepFile } from '../../documents/keep.ts'
import { renderPeriodic } from '../../documents/periodic/periodic-statement.ts'
import type { PeriodicData } from '../../documents/periodic/shape.ts'
import type { KeptPaper, Rendered, ToRender } from './rendering.ts'

/* The thread in which papers are rendered, one after the other: the fonts are parsed once for all of them. */

const folder: string = workerData

async function keep(data: PeriodicData): Promise<KeptPaper> {
  const { bytes, figuresSha256 } = await renderPeriodic(data)
  return { sha256: await keepFile(folder, bytes), bytes: bytes.length, figuresSha256 }
}

async function rendered({ turn, data }: ToRender): Promise<Rendered> {
  try {
    return { turn, paper: await keep(data) }
import { renderYearly } from '../../documents/yearly/yearly-certificate.ts'
import type { Asked, Rendered, ToRender } from './rendering.ts'

/* The thread in which papers are rendered, one after the other: the fonts are parsed once for all of them. */

const paperOf = (asked: Asked) =>
  asked.kind === 'periodic' ? renderPeriodic(asked.data) : renderYearly(asked.data)

async function rendered({ turn, ...asked }: ToRender): Promise<Rendered> {
  try {
    return { turn, paper: await paperOf(asked) }
  } catch (error) {
    return { turn, failed: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (asked: ToRender) => parentPort?.postMessage(await rendered(asked)))
