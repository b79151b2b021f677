import { createHash } from 'node:crypto'
import type { BankNoticeReading } from '../documents/camt/bank-file.ts'
import { readBankNotice } from '../documents/camt/read-bank-notice.ts'
import { type BankNoticeRow, bankNotices } from '../domain/payments/bank/notices/bank-notices.ts'
import { importBankNotice } from '../domain/shares/bank/import-bank-notice.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { bytesOf, CONTENT } from './file-content.ts'
import { KEY } from './payloads.ts'
import { money } from './scalars.ts'

/** Reading a file is the work of hundreds of fields: a request may ask for it a few times. */
const COST = 2500

type BankNoticeAnswer = BankNoticeRow & { reading: BankNoticeReading; alreadyImported: boolean }

const BankNoticeType = builder.objectRef<BankNoticeAnswer>('BankNotice').implement({
  description: 'Single movements of an account that a bank told before its report, and what became of them.',
  authScopes: { staff: true },
  fields: t => ({
    account: t.exposeString('account', { description: 'The number of the account.' }),
    bankReference: t.exposeString('bankReference', { description: 'The bank’s own id of the notice.' }),
    entries: t.exposeInt('movements', {
      description: 'How many movements the bank booked; a batch counts with its parts.',
    }),
    leftToReport: t.exposeInt('unnamed', {
      description:
        'How many of them have no name of the bank’s own (AcctSvcrRef): they are booked when its report comes.',
    }),
    pending: t.int({
      description: 'How many entries are announced only: they come again when they are booked.',
      resolve: ({ reading }) => reading.pending,
    }),
    credited: t.field(money('What came in.', row => row.credited)),
    debited: t.field(money('What went out.', row => row.debited)),
    payoutsSettled: t.exposeInt('payoutsSettled', {
      description: 'How many payouts its debits are known to have carried out.',
    }),
    payoutsReturned: t.exposeInt('payoutsReturned', {
      description: 'How many payouts came back as credits of it.',
    }),
    alreadyImported: t.exposeBoolean('alreadyImported', {
      description: 'It was imported before: nothing was changed.',
    }),
  }),
})

type NoticesAnswer = { notices: BankNoticeAnswer[]; replayed: boolean }

const BankNoticePayload = builder.objectRef<NoticesAnswer>('BankNoticePayload').implement({
  description: 'What became of a file of notices.',
  authScopes: { public: true },
  fields: t => ({
    notices: t.field({
      type: [BankNoticeType],
      description: 'The notices in it, in their order.',
      resolve: row => row.notices,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const ImportBankNoticeInput = builder.inputType('ImportBankNoticeInput', {
  description: 'A bank’s file of notices: camt.054 of ISO 20022, versions .001.02, .04 or .08.',
  fields: t => ({ idempotencyKey: t.string(KEY), content: t.string(CONTENT) }),
})

builder.mutationField('importBankNotice', t =>
  t.field({
    type: BankNoticePayload,
    errors: {},
    authScopes: { finance: true },
    complexity: COST,
    description:
      'Takes single movements that a bank tells before its report into the books, as `importBankReport` does: orders are paid, payouts settled or come back. The report that follows books none of them again. The same notice again changes nothing.',
    args: { input: t.arg({ type: ImportBankNoticeInput, description: 'The file.' }) },
    resolve: async (_root, { input }, context) => {
      const { content, idempotencyKey } = input
      const bytes = bytesOf(content)
      const file = { ...readBankNotice(bytes), sha256: createHash('sha256').update(bytes).digest('hex') }
      const said = { idempotencyKey, sha256: file.sha256 }
      const { made, replayed } = await change(context, 'importBankNotice', said, em =>
        importBankNotice(em, file, context.now),
      )
      const rows = await bankNotices(context.em, file.notices)
      const notices = rows.map((row, index) => ({
        ...row,
        reading: file.notices[index] as BankNoticeReading,
        alreadyImported: !made.bankNoticeIds.includes(row.id),
      }))
      return { notices, replayed }
    },
  }),
)
