import { createHash } from 'node:crypto'
import type { Language } from './format.ts'
import type { Paper } from './page.ts'
import { type Proved, proof } from './periodic/proof.ts'

/** A paper, and the SHA-256 of the figures that are attached to it, which is printed on it; hexadecimal. */
export type ProvedPaper = { bytes: Buffer; figuresSha256: string }

const ATTACHED: Record<Language, string> = {
  en: 'The figures of this paper are in this file, for programs.',
  fr: 'Les chiffres de ce document sont joints à ce fichier, pour les programmes.',
}

/** Ends a paper: how anybody can see that it is ours, and its figures for programs as JSON in UTF-8. */
export async function finishProved(paper: Paper, data: Proved, figures: object): Promise<ProvedPaper> {
  const bytes = Buffer.from(`${JSON.stringify(figures)}\n`)
  const figuresSha256 = createHash('sha256').update(bytes).digest('hex')
  proof(paper, data, figuresSha256)
  const description = ATTACHED[data.language]
  paper.attach({ name: `${data.number}.json`, type: 'application/json', bytes, description })
  return { bytes: await paper.finish(), figuresSha256 }
}
