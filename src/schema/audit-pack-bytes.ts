import { setImmediate } from 'node:timers/promises'
import { snapshot } from '../database/snapshot.ts'
import { jsonOf, type PackItem, sha256, writePack } from '../documents/audit/pack.ts'
import { choose } from '../documents/audit/selection.ts'
import { renderTrace, type TraceData, type TracedRun } from '../documents/audit/trace-paper.ts'
import { explain } from '../documents/explanation.ts'
import { ENTRY_WORDS } from '../documents/fec/fec-words.ts'
import type { Language } from '../documents/format.ts'
import { ENTRY_KINDS } from '../domain/ledger/kinds.ts'
import { auditFacts } from '../domain/reports/audit/audit-facts.ts'
import type { AuditBasis } from '../domain/reports/audit/audit-pack.ts'
import { auditCandidates } from '../domain/reports/audit/candidates.ts'
import { readDerivation } from '../domain/reports/audit/derivation-text.ts'
import { refuse } from '../domain/reports/audit/refusals.ts'
import { contractFileName, moneyFiles, runFiles } from '../domain/reports/audit/shared-files.ts'
import type { BankFile, BatchFile, RunFile, Trace } from '../domain/reports/audit/trace-shape.ts'
import { tracesOf } from '../domain/reports/audit/traces.ts'
import type { Context } from './context.ts'

/** A pack as bytes, with what is kept of it. */
export type PackBytes = {
  bytes: Buffer
  basis: AuditBasis
  candidates: number
  items: number
  sha256: string
}

/** Whose paper it is, and in which language. */
type About = { platform: string; language: Language }

type SharedFile = BankFile | BatchFile | RunFile

/**
 * Chooses payments by a seed and writes them as a pack, all as of one instant: the same payments in the books, seed and
 * language give the same bytes. Refuses AUDIT_NOTHING_PAID.
 */
export async function auditPackBytes(
  em: Context['em'],
  { seed, count }: { seed: string; count: number },
  about: About,
): Promise<PackBytes> {
  const { candidates, asked, facts } = await snapshot(em, async reading => {
    const { basis, ids: candidates } = await auditCandidates(reading)
    if (candidates.length === 0) throw refuse.AUDIT_NOTHING_PAID({})
    const asked = { basis, ids: choose(seed, candidates, count) }
    return { candidates, asked, facts: await auditFacts(reading, asked) }
  })
  const contracts = facts.behind.contracts.map(({ id, terms }) => {
    return { id, name: contractFileName(id), bytes: jsonOf(terms) }
  })
  const hashes = new Map(contracts.map(({ id, bytes }) => [id, sha256(bytes)]))
  const shared = new Map<string, SharedFile>([
    ...moneyFiles(facts),
    ...runFiles(facts, id => hashes.get(id) ?? ''),
  ])
  const items: PackItem[] = []
  for (const [index, trace] of tracesOf(facts, asked).entries()) {
    const data = paperOf(trace, shared, { ...about, number: `${index + 1}`.padStart(3, '0') })
    items.push({ id: trace.id, json: jsonOf(trace), pdf: renderTrace(data) })
    // Others are answered between two papers.
    await setImmediate()
  }
  const files = [...shared].map(([name, data]) => ({ name, bytes: jsonOf(data) }))
  const bytes = writePack({ seed, count, basis: asked.basis, candidates }, items, [...contracts, ...files])
  const { length } = candidates
  return { bytes, basis: asked.basis, candidates: length, items: items.length, sha256: sha256(bytes) }
}

type Shared = ReadonlyMap<string, SharedFile>

/** A trace as its paper says it. Its date is that of the payment, so that it is the same whenever it is written. */
function paperOf(trace: Trace, shared: Shared, about: About & { number: string }): TraceData {
  const { id, currency, amount, payment, account } = trace
  const runs = runsOf(trace, shared, about.language)
  const first = trace.lines[0] && (shared.get(trace.lines[0].run) as RunFile)
  return {
    ...{ ...about, id, currency, amount, payment, runs },
    at: payment?.settledAt ?? first?.carriedOut.at ?? '1970-01-01T00:00:00.000Z',
    bank: payment?.bank ? (shared.get(payment.bank) as BankFile) : null,
    batch: payment === null ? null : (shared.get(payment.batch) as BatchFile),
    account: account && {
      ...account,
      entries: account.entries.map(({ bookedOn, kind, amount }) => {
        return { bookedOn, words: wordsOf(kind, about.language), amount }
      }),
    },
  }
}

const wordsOf = (kind: string, language: Language) =>
  (language === 'fr' ? ENTRY_WORDS : ENTRY_KINDS)[kind as keyof typeof ENTRY_KINDS]

function runsOf(trace: Trace, shared: Shared, language: Language): TracedRun[] {
  const behind = (file: string) => {
    const { project, number, contract, signed, reports } = shared.get(file) as RunFile
    const told = reports.map(report => ({ ...report, evidence: report.evidence?.sha256 ?? null }))
    return { project: project.name, number, contract, signed, reports: told }
  }
  return [
    ...trace.lines.map(({ run, shares, net, statement, derivation }): TracedRun => {
      const sentences = explain(readDerivation(derivation), language)
      return { ...behind(run), recipient: null, shares, statement, amount: net, sentences }
    }),
    ...trace.parts.map(({ run, recipient, amount }): TracedRun => {
      return { ...behind(run), recipient, shares: null, statement: null, amount, sentences: [] }
    }),
  ]
}
