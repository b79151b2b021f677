import { createHash } from 'node:crypto'
import { batchOf } from '../domain/payments/payouts/batches.ts'
import { recordExport } from '../domain/payments/payouts/record-export.ts'
import { refuse } from '../domain/payments/payouts/refusals.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { type BankFile, fileOf, PayoutFileType, PayoutFileVersionEnum } from './payout-file.ts'

type Exported = { file: BankFile; replayed: boolean }

const PayoutFilePayload = builder.objectRef<Exported>('PayoutFilePayload').implement({
  description: 'The file that was taken.',
  authScopes: { public: true },
  fields: t => ({
    file: t.field({
      type: PayoutFileType,
      description: 'The file, with who took it before.',
      resolve: row => row.file,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.mutationField('exportPayouts', t =>
  t.field({
    type: PayoutFilePayload,
    errors: {},
    authScopes: { finance: true },
    complexity: 100,
    description:
      'Takes the file of a batch to give it to the bank, and writes down who did: whoever takes it again is warned. It sends nothing.',
    args: {
      batchId: t.arg.id({ description: 'Id of the batch.' }),
      version: t.arg({ type: PayoutFileVersionEnum, defaultValue: '09', description: 'Its version.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: async (_root, args, context) => {
      const batchId = idOf('PayoutBatch', args.batchId)
      const { made, replayed } = await change(context, 'exportPayouts', args, async (em, { personId }) => {
        const { file, problems } = await fileOf({ ...context, em }, await batchOf(em, batchId), args.version)
        const [first = ''] = problems
        if (file === null) throw refuse.PAYOUT_FILE_REFUSED({ count: problems.length, first })
        const sha256 = createHash('sha256').update(file.bytes).digest('hex')
        return recordExport(em, { batchId, exporterId: personId, sha256 }, context.now)
      })
      const file = await fileOf(context, await batchOf(context.em, batchId), args.version, made.exportId)
      return { file, replayed }
    },
  }),
)
