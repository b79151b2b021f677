import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Distribution } from '../dividends/run/distribution.ts'

/** What a file of another platform brings. */
export type ImportKind = 'investors' | 'lots' | 'distributions'

/** Finance looked at a file without a problem and asks for it to be imported: exactly these bytes, once. */
export const ImportPreparation = defineEntity({
  name: 'importPreparation',
  uniques: [{ properties: ['kind', 'sha256'] }],
  properties: {
    id: id(),
    kind: p.text().$type<ImportKind>(),
    /** Of the bytes of the file, in lower-case hex; they are kept under it. */
    sha256: p.text(),
    fileName: p.text(),
    lines: p.integer(),
    preparerId: p.uuid(),
    preparedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Another person had the file written into the books. `fresh`: how many of its lines were not there before. */
export const ImportApproval = defineEntity({
  name: 'importApproval',
  properties: {
    preparationId: () => refersTo(ImportPreparation, 'preparation_id').primary(),
    approverId: p.uuid(),
    approvedAt: p.datetime(),
    fresh: p.integer(),
    actId: writtenBy(),
  },
})

/**
 * A line that was imported, by the name its platform gave it: it is never imported again. No foreign keys, as for
 * postings; a check proves what it became.
 */
export const ImportedLine = defineEntity({
  name: 'importedLine',
  indexes: [{ properties: ['targetId'] }],
  properties: {
    kind: p.text().$type<ImportKind>().primary(),
    source: p.text().primary(),
    reference: p.text().primary(),
    preparationId: p.uuid(),
    line: p.integer(),
    /** The party, lot or distribution it became. */
    targetId: p.uuid(),
    /** What it said, by column, in the form in which lines are compared; personal data is left out. */
    said: p.json<Record<string, string | null>>(),
  },
})

/** A distribution that another platform carried out: it was paid there, so what it credits leaves the books at once. */
export const ImportedRun = defineEntity({
  name: 'importedRun',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    /** No foreign key, as for its lines: a dry run has no preparation yet. */
    preparationId: p.uuid(),
    actId: writtenBy(),
  },
})

/** How far an import is: a work row that a second connection writes, for the import itself is one transaction. */
export const ImportProgress = defineEntity({
  name: 'importProgress',
  properties: {
    preparationId: p.uuid().primary(),
    phase: p.text().$type<'read' | 'check' | 'write'>(),
    read: p.integer(),
    checked: p.integer(),
    written: p.integer(),
    /** The database's own time. */
    updatedAt: p.datetime().defaultRaw('now()'),
  },
})
