import { parentPort, workerData } from 'node:worker_threads'
import { renderDonation } from '../../documents/donations/donation-receipt.ts'
import { keepFile } from '../../documents/keep.ts'
import { renderLossCertificate } from '../../documents/loss-certificate.ts'
import { renderPeriodic } from '../../documents/periodic/periodic-statement.ts'
import type { ProvedPaper } from '../../documents/proved-paper.ts'
import { renderShareCertificate } from '../../documents/shares/share-certificate.ts'
import { proveStatement } from '../../documents/statement.ts'
import { renderYearly } from '../../documents/yearly/yearly-certificate.ts'
import type { Asked, KeptPaper, Rendered, ToRender } from './rendering.ts'

/* The thread in which papers are rendered, one after the other: the fonts are parsed once for all of them. */

const folder: string = workerData

/** How a paper of each kind is written. */
const WRITE: {
  [Kind in Asked['kind']]: (data: Extract<Asked, { kind: Kind }>['data']) => Promise<ProvedPaper>
} = {
  statement: proveStatement,
  periodic: renderPeriodic,
  yearly: renderYearly,
  gifts: renderDonation,
  shares: renderShareCertificate,
  loss: renderLossCertificate,
}

async function keep(asked: Asked): Promise<KeptPaper> {
  const { bytes, figuresSha256 } = await WRITE[asked.kind](asked.data as never)
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
