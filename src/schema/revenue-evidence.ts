import type { FormatName } from '../documents/revenue-file/reading.ts'
import type { EvidenceRow } from '../domain/dividends/revenue/evidence.ts'
import { builder } from './builder.ts'
import { RevenueReportNode } from './refs.ts'
import { seeEvidence } from './sight.ts'

export const RevenueFormatEnum = builder.enumType('RevenueFileFormat', {
  description: 'The kinds of file we know, by their headers.',
  values: {
    distroKid13: { description: 'DistroKid, 13 columns' },
    distroKid15: { description: 'DistroKid, 15 columns' },
    tuneCore21: { description: 'TuneCore, 21 columns' },
    template: {
      description:
        'Our own: period_start, period_end, source, category, external_ref, isrc_or_upc, territory, units, currency, gross, deductions, net, note',
    },
  } as const,
})

const EvidenceType = builder.objectRef<EvidenceRow>('RevenueEvidence').implement({
  description: 'The file a report was made from. Its bytes are kept.',
  authScopes: row => ({ staff: true, memberOf: row.projectId }),
  fields: t => ({
    fileName: t.exposeString('fileName', { description: 'What its sender calls it.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes, in hexadecimal digits.' }),
    bytes: t.exposeInt('bytes', { description: 'Its length in bytes.' }),
    format: t.field({
      type: RevenueFormatEnum,
      description: 'Which kind of file it is.',
      resolve: row => row.format as FormatName,
    }),
    lines: t.exposeInt('lines', { description: 'How many lines below its header were counted.' }),
    currency: t.exposeString('currency', { description: 'What its amounts are in.' }),
    exchangeRate: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'At which its amounts were converted; null when it is in the currency of the project.',
      resolve: row => row.exchangeRate,
    }),
    path: t.string({
      description: 'Where you get it, with your token: GET this path of the server.',
      resolve: row => `/documents/${row.reportId}`,
    }),
  }),
})

builder.objectField(RevenueReportNode, 'evidence', t =>
  t.field({
    type: EvidenceType,
    nullable: true,
    authScopes: row => ({ staff: true, memberOf: row.projectId }),
    description:
      'The file it was made from, for the project’s own people and staff; null when it was written by hand.',
    resolve: async (row, _args, context) => (await seeEvidence(context, [row.id]))[0] ?? null,
  }),
)
