import { importOf, imports } from '../domain/imports/imports.ts'
import { dropImportProgress, keepImportProgress } from '../domain/imports/keep-progress.ts'
import { approveBooks, lookAtBooks, prepareBooks } from '../import-books.ts'
import { watchedBy } from '../jobs/watched.ts'
import { builder } from './builder.ts'
import { deedOf } from './context.ts'
import { bytesOf, CONTENT } from './file-content.ts'
import { asSent, idOf } from './ids.ts'
import { type ImportChange, ImportKindEnum, ImportPreviewType, ImportType } from './import-type.ts'
import { KEY } from './payloads.ts'

/** A file is the work of hundreds of fields: a request may bring one a few times. */
const COST = 2500

const SHA256 = {
  description: 'The SHA-256 of the file that you looked at, as the preview gave it.',
} as const

const PreviewImportInput = builder.inputType('PreviewImportInput', {
  description: 'A file of another platform, to be looked at.',
  fields: t => ({
    kind: t.field({ type: ImportKindEnum, description: 'What it brings.' }),
    content: t.string(CONTENT),
  }),
})

const PrepareImportInput = builder.inputType('PrepareImportInput', {
  description: 'A file of another platform, to be imported when another person approves it.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    kind: t.field({ type: ImportKindEnum, description: 'What it brings.' }),
    content: t.string(CONTENT),
    fileName: t.string({ description: 'What you call it.' }),
    sha256: t.string(SHA256),
  }),
})

const ImportPayload = builder.objectRef<ImportChange>('ImportPayload').implement({
  description: 'The import after the change.',
  authScopes: { public: true },
  fields: t => ({
    import: t.field({
      type: ImportType,
      description: 'The import.',
      resolve: ({ made }, _args, { em }) => importOf(em, made.preparationId),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.queryFields(t => ({
  previewImport: t.field({
    type: ImportPreviewType,
    authScopes: { finance: true },
    complexity: COST,
    description:
      'Reads a file of another platform and says what importing it would change, or what is wrong with it, line by line. Writes nothing.',
    args: { input: t.arg({ type: PreviewImportInput, description: 'The file.' }) },
    resolve: (_root, { input }, context) => {
      const { deed } = deedOf(context, 'previewImport', {})
      return lookAtBooks(context.orm, deed, { kind: input.kind, bytes: bytesOf(input.content) })
    },
  }),
  imports: t.field({
    type: [ImportType],
    authScopes: { staff: true },
    description:
      'The files of other platforms that were prepared and imported, the latest first: all of them, a few.',
    resolve: (_root, _args, { em }) => imports(em),
  }),
}))

builder.mutationFields(t => ({
  prepareImport: t.field({
    type: ImportPayload,
    errors: {},
    authScopes: { finance: true },
    complexity: COST,
    description:
      'Prepares the import of a file without a problem; another person approves it. The same file again answers its import and changes nothing.',
    args: { input: t.arg({ type: PrepareImportInput, description: 'The file.' }) },
    resolve: (_root, { input }, context) => {
      const { content, ...told } = input
      const { deed, by } = deedOf(context, 'prepareImport', told)
      const { kind, fileName, sha256 } = told
      const file = { kind, fileName, sha256, bytes: bytesOf(content), preparerId: by.personId }
      return prepareBooks(context, { ...deed, input: told }, file)
    },
  }),
  approveImport: t.field({
    type: ImportPayload,
    errors: {},
    authScopes: { approver: true },
    complexity: COST,
    description:
      'Writes a prepared file into the books, all of it or nothing. One that is imported already changes nothing.',
    args: {
      preparationId: t.arg.id({ description: 'Id of the preparation.' }),
      sha256: t.arg.string(SHA256),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) => {
      const preparationId = idOf('ImportPreparation', input.preparationId)
      const { deed, by } = deedOf(context, 'approveImport', input)
      const approving = { preparationId, sha256: input.sha256, approverId: by.personId }
      const notes = { id: preparationId, keep: keepImportProgress, drop: dropImportProgress }
      return watchedBy(context, notes, watch => approveBooks(context, deed, approving, watch)).catch(error =>
        Promise.reject(asSent(error, input)),
      )
    },
  }),
}))
