import { parentPort, workerData } from 'node:worker_threads'
import { renderDonation } from '../../documents/donations/donation-receipt.ts'
import { keepFile } from '../../documents/keep.ts'
import { renderPeriodic } from '../../documents/periodic/periodic-statement.ts'
import { renderYearly } from '../../documents/yearly/yearly-certificate.ts'
import type { Asked, KeptPaper, Rendered, ToRender } from './rendering.ts'

/* The thread in which papers are rendered, one after the other: the fonts are parsed once for all of them. */

const folder: string = workerData

function paperOf(asked: Asked): ReturnType<typeof renderPeriodic> {
  if (asked.kind === 'periodic') return renderPeriodic(asked.data)
  return asked.kind === 'yearly' ? renderYearly(asked.data) : renderDonation(asked.data)
}

async function keep(asked: Asked): Promise<KeptPaper> {
  const { bytes, figuresSha256 } = await paperOf(asked)
  return { sha256: await keepFile(folder, bytes), bytes: bytes.length, figuresSha256 }
}

async function rendered({ turn, ...asked }: ToRender): Promise<Rendered> {
  try {
    return { turn, paper: await keep(asked) }
  } catch (error) {
    return { turn, failed: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (asked: ToRender) => parentPort?.postMessage(await rendered(asked)))
