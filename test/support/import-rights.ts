import { newId } from '../../src/domain/ids.ts'
import { type Rights, right } from './rights.ts'

const LOTS = Buffer.from('source\n').toString('base64')

/** Who may bring the books of another platform here. */
export const IMPORT_RIGHTS: Rights = {
  prepareImport: [
    right(
      `prepareImport(input: { kind: lots, content: "${LOTS}", fileName: "x", sha256: "y", idempotencyKey: "k" })`,
      [['finance'], 'IMPORT_FILE_OTHER'],
    ),
  ],
  approveImport: [
    right(`approveImport(preparationId: "ImportPreparation:${newId()}", sha256: "y", idempotencyKey: "k")`, [
      ['approver'],
      'IMPORT_UNKNOWN',
    ]),
  ],
}

/** Who may look at the books of another platform, before and after they are imported. */
export const IMPORT_READING: Rights = {
  imports: [
    right('imports { fileName preparer { name } progress { written } }', [
      ['finance', 'approver', 'auditor'],
      'ok',
    ]),
  ],
  previewImport: [
    right('previewImport(input: { kind: lots, content: "" }) { problemCount }', [['finance'], 'ok']),
  ],
}
