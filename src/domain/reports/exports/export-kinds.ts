import type { ReportKind } from '../tables/report-kinds.ts'

/** What can be exported: the reports, the journal, and the fiscal export of a year. */
export type ExportKind = ReportKind | 'journal' | 'fec'

/** How: tables as CSV or XLSX, the journal as programs for plain-text accounting read it, the fiscal export as the law says. */
export type ExportFormat = 'csv' | 'xlsx' | 'ledger' | 'beancount' | 'fec'

export const EXPORT_STATES = {
  requested: 'It waits to be written',
  running: 'It is being written',
  ready: 'It is complete: every row is in it',
  expired: 'It was complete, and its file is given out no more: ask for it again',
  failed: 'It could not be written, and there is no file',
} as const

export type ExportState = keyof typeof EXPORT_STATES

/** For so many days the file of an export is given out: people's names are in it, and the books go on. */
export const EXPORT_DAYS = 30

/** From when on the file of an export is given out no more; null while it has not ended. */
export const exportExpiry = ({ endedAt }: { endedAt: Date | null }): Date | null =>
  endedAt === null ? null : new Date(endedAt.getTime() + EXPORT_DAYS * 86_400_000)

/** How far an export is at an instant, by its facts. */
export function exportState(
  facts: { sha256: string | null; failure: string | null; tries: number | null; endedAt: Date | null },
  now: Date,
): ExportState {
  const expiry = exportExpiry(facts)
  if (facts.sha256 !== null) return expiry !== null && expiry <= now ? 'expired' : 'ready'
  if (facts.failure !== null) return 'failed'
  return facts.tries === null ? 'requested' : 'running'
}

const ENDINGS: Record<ExportFormat, string> = {
  csv: 'csv',
  xlsx: 'xlsx',
  ledger: 'journal',
  beancount: 'beancount',
  fec: 'txt',
}

/** What the file of an export is called; the fiscal one as the law says: SIREN, FEC and the last day of the year (LPF art. A47 A-1 X). */
export function exportFileName(name: {
  kind: ExportKind
  format: ExportFormat
  until: string
  siren: string | null
}): string {
  const { kind, format, until, siren } = name
  if (kind === 'fec') return `${siren}FEC${until.replaceAll('-', '')}.${ENDINGS[format]}`
  return `${kind}-${until}.${ENDINGS[format]}`
}
