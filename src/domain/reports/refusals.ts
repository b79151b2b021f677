import { refusals } from '../refusal.ts'

export const refuse = refusals({
  FISCAL_YEAR_MALFORMED: {
    field: 'fiscalYear',
    when: 'A fiscal year is no year.',
    says: (f: { year: number }) => `${f.year} is not a fiscal year: write one from 1000 to 9998.`,
  },
  FISCAL_YEAR_OPEN: {
    field: 'fiscalYear',
    when: 'A fiscal year is exported when all of its months are closed: only then its entries have their numbers.',
    says: (f: { year: number; closedUntil: string }) =>
      `The months of ${f.year} are not all closed; the books are closed up to and with ${f.closedUntil}.`,
  },
  FISCAL_RATES_MISSING: {
    field: 'fiscalYear',
    when: 'The fiscal export is kept in euros, and for an entry in another currency no rate is known that held when it was booked.',
    says: (f: { year: number; entries: number; currencies: string; first: string; at: string }) =>
      `Up to the end of ${f.year} ${f.entries} entries in ${f.currencies} have no rate to EUR, the first of them ${f.first}: record a rate that held at or before ${f.at}.`,
  },
  XLSX_TOO_LONG: {
    field: 'format',
    when: 'A report has more rows than a sheet of a workbook may have.',
    says: (f: { rows: number; most: number }) =>
      `The report has ${f.rows} rows, and a sheet holds ${f.most} under its head: ask for it as CSV, which has no limit.`,
  },
  SIREN_MALFORMED: {
    field: 'siren',
    when: 'A SIREN is not nine digits.',
    says: (_: object) => 'A SIREN has nine digits, without spaces.',
  },
  NOTICE_IS_DUTY: {
    field: 'channel',
    when: 'Somebody wants not to be told by mail of something of which he must be.',
    says: (f: { kind: string; why: string }) => `${f.kind} always comes by mail too. ${f.why}`,
  },
})
