import { Worker } from 'node:worker_threads'
import type { DonationData } from '../../documents/donations/shape.ts'
import type { LossData } from '../../documents/loss-certificate.ts'
import type { PeriodicData } from '../../documents/periodic/shape.ts'
import type { ShareCertificate } from '../../documents/shares/share-certificate.ts'
import type { StatementData } from '../../documents/statement-shape.ts'
import type { YearlyData } from '../../documents/yearly/shape.ts'

/** A paper of one of the kinds that the thread renders. */
export type Asked =
  | { kind: 'statement'; data: StatementData }
  | { kind: 'periodic'; data: PeriodicData }
  | { kind: 'yearly'; data: YearlyData }
  | { kind: 'gifts'; data: DonationData }
  | { kind: 'shares'; data: ShareCertificate }
  | { kind: 'loss'; data: LossData }

/** A paper that is safe on disk under its SHA-256: its size in bytes, and the SHA-256 of the figures attached to it. */
export type KeptPaper = { sha256: string; bytes: number; figuresSha256: string }

/** What the thread is told, and what it answers: plain values, for they are copied. */
export type ToRender = { turn: number } & Asked
export type Rendered = { turn: number } & ({ paper: KeptPaper } | { failed: string })

/**
 * A thread that renders papers and keeps their files, so that meanwhile the process answers requests. The files never
 * come over: handed to a thread that allocates little itself, they would lie there for long after they are let go.
 */
export type Rendering = {
  /** Answers when the file survives a power cut. Fails when the data contradicts itself, or the thread has ended. */
  keep(asked: Asked): Promise<KeptPaper>
  close(): Promise<void>
}

/**
 * Papers leave much short-lived garbage, and the young generation would grow to hold it: bounded, memory stays where it
 * was after some hundred papers.
 */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 }

type Waiting = { resolve(paper: KeptPaper): void; reject(error: Error): void }

/** Starts the thread, which keeps files in a folder; it parses the fonts at its first paper and keeps them. */
export function openRendering(folder: string): Rendering {
  // Places that are used again, not a map: what a map has outgrown holds on to answered papers, and to the next map.
  const waiting: (Waiting | null)[] = []
  let ended: Error | null = null
  const thread = new Worker(new URL('./rendering-thread.ts', import.meta.url), {
    env: {},
    workerData: folder,
    resourceLimits: LIMITS,
  })
  const end = (error: Error) => {
    ended ??= error
    for (const asked of waiting.splice(0)) asked?.reject(ended)
  }
  thread.on('message', (answer: Rendered) => {
    const asked = waiting[answer.turn]
    waiting[answer.turn] = null
    if ('failed' in answer) asked?.reject(new Error(answer.failed))
    else asked?.resolve(answer.paper)
  })
  thread.on('error', end)
  thread.on('exit', () => end(new Error('The thread that renders papers has ended')))
  return {
    keep: asked =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended)
        const free = waiting.indexOf(null)
        const turn = free < 0 ? waiting.length : free
        waiting[turn] = { resolve, reject }
        thread.postMessage({ turn, ...asked } satisfies ToRender)
      }),
    close: async () => {
      await thread.terminate()
    },
  }
}
