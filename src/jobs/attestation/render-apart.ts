import { Worker } from 'node:worker_threads'
import type { AttestationPaper } from '../../documents/attestation/distribution-attestation.ts'
import type { AttestationData } from '../../documents/attestation/shape.ts'

/**
 * Renders a paper about a run in a thread of its own: the list of its holders may be long, and meanwhile the process answers
 * requests. Fails when the data contradicts itself or the ledger.
 */
export function renderApart(data: AttestationData): Promise<AttestationPaper> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { env: {}, workerData: data })
  return new Promise((resolve, reject) => {
    thread.on('message', ({ bytes, figuresSha256 }: AttestationPaper) => {
      resolve({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), figuresSha256 })
    })
    thread.on('error', reject)
    thread.on('exit', () => reject(new Error('The thread that renders a paper has ended')))
  })
}
