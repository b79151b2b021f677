import { newId } from '../../src/domain/ids.ts'
import { PAPERS, type Rights, right } from './rights.ts'

const asking = 'format: beancount, idempotencyKey'

/** Who may take parts of the books away as files. */
export const EXPORT_RIGHTS: Rights = {
  exportReport: [
    right('exportReport(kind: levies, format: xlsx, idempotencyKey: "exportReport")', [PAPERS, 'ok']),
    right('exportReport(kind: levies, format: csv, from: "2010-02-30", idempotencyKey: "k")', [
      PAPERS,
      'DATE_MALFORMED',
    ]),
  ],
  exportJournal: [right(`exportJournal(${asking}: "exportJournal")`, [PAPERS, 'ok'])],
  exportFec: [
    right('exportFec(fiscalYear: 2009, siren: "1", idempotencyKey: "k")', [PAPERS, 'SIREN_MALFORMED']),
  ],
}

export const EXPORT_READING: Rights = {
  report: [
    right(
      'report(kind: trialBalance) { until rowCount totals { column } rows { edges { node { cells } } } }',
      [PAPERS, 'ok'],
    ),
    right('report(kind: fees, until: "2010-02-30") { until }', [PAPERS, 'DATE_MALFORMED']),
  ],
  exports: [right('exports { edges { node { id kind state requester { id } expiresAt } } }', [PAPERS, 'ok'])],
  export: [right(`export(id: "Export:${newId()}") { state link { path } }`, [PAPERS, 'nothing'])],
}
