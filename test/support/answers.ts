import type { EntryText } from './bank-files.ts'

/** What a bank says of a payment of ours: the name of the payout, the payment file, or both. */
export type Named = { name?: string; batchId?: string; file?: string }

/** How a payment file of ours is called. */
export const fileOf = (batchId: string): string => batchId.replace('PayoutBatch:', '').replaceAll('-', '')

function refs({ name, batchId, file }: Named): string {
  const called = file ?? (batchId && fileOf(batchId))
  const ids = called ? `<MsgId>${called}</MsgId><PmtInfId>${called}</PmtInfId>` : ''
  return `<Refs>${ids}${name ? `<EndToEndId>${name}</EndToEndId>` : ''}</Refs>`
}

/** A debit that says which payout it was. */
export const paidOut = (
  amount: string,
  ref: string,
  named: Named,
  more: Partial<EntryText> = {},
): EntryText => ({
  amount,
  ref,
  side: 'DBIT',
  details: `<TxDtls>${refs(named)}</TxDtls>`,
  ...more,
})

/** A debit of a whole payment file. */
export const paidAtOnce = (amount: string, ref: string, batchId: string): EntryText => {
  const file = fileOf(batchId)
  const details = `<Btch><MsgId>${file}</MsgId><PmtInfId>${file}</PmtInfId></Btch>`
  return { amount, ref, side: 'DBIT', details }
}

/** A credit by which a payout comes back. */
export const sentBack = (
  amount: string,
  ref: string,
  name: string,
  code: string | null = 'AC04',
): EntryText => {
  const why = code === null ? '<RtrInf></RtrInf>' : `<RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf>`
  return { amount, ref, details: `<TxDtls>${refs({ name })}${why}</TxDtls>` }
}
