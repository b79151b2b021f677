import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import type { ReceiptPurpose, SuspenseReason } from './receipt.ts'
import { refuse } from './refusals.ts'

/** Money that arrived, and what it turned out to be for. */
export type ReceiptRow = {
  id: string
  bankReference: string
  amount: bigint
  currency: Currency
  receivedAt: Date
  remittance: string
  payerIban: string | null
  payerName: string | null
  purpose: ReceiptPurpose | null
  /** The order, project or party it was claimed for. */
  targetId: string | null
  /** Why it was left in suspense when it came; it may have been claimed since. */
  suspenseReason: SuspenseReason | null
  /** The order for which it is kept in suspense, or was. */
  heldForId: string | null
}

/** Money in another currency that is kept for an order. */
export type HoldRow = {
  targetId: string
  receiptId: string
  amount: bigint
  currency: Currency
  heldAt: Date
}

/** The receipts with these ids, those that exist. */
export function receipts(em: EntityManager, ids: readonly string[]): Promise<ReceiptRow[]> {
  return all(em).where('receipt.id', 'in', ids).execute() as Promise<ReceiptRow[]>
}

/** One receipt. Refuses RECEIPT_UNKNOWN. */
export async function receiptOf(em: EntityManager, id: string): Promise<ReceiptRow> {
  const [receipt] = await receipts(em, [id])
  if (receipt === undefined) throw refuse.RECEIPT_UNKNOWN({ id })
  return receipt
}

/** The receipt of a credit on the clients' bank account, by the bank's own name for it. */
export function receiptByBankReference(em: EntityManager, bankReference: string): Promise<ReceiptRow> {
  return all(em)
    .where('bankCode', '=', 'clients')
    .where('bankReference', '=', bankReference)
    .executeTakeFirstOrThrow() as Promise<ReceiptRow>
}

/** A page of the receipts that nobody has claimed, by id. */
export function suspensePage(em: EntityManager, slice: Slice): Promise<ReceiptRow[]> {
  const { within, order, limit } = keyset(['receipt.id'], slice)
  return all(em)
    .where('receiptClaim.receiptId', 'is', null)
    .where(within)
    .orderBy(order)
    .limit(limit)
    .execute() as Promise<ReceiptRow[]>
}

/** What was held for these orders, also where it was claimed since. */
export function holdsOf(em: EntityManager, orderIds: readonly string[]): Promise<HoldRow[]> {
  return sqlOf(em)
    .selectFrom('receiptHold')
    .innerJoin('receipt', 'receipt.id', 'receiptHold.receiptId')
    .select(['targetId', 'receiptHold.receiptId', 'amount', 'currency', 'heldAt'])
    .where('targetId', 'in', orderIds)
    .execute() as Promise<HoldRow[]>
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('receipt')
    .leftJoin('receiptClaim', 'receiptClaim.receiptId', 'receipt.id')
    .leftJoin('suspenseNote', 'suspenseNote.receiptId', 'receipt.id')
    .leftJoin('receiptHold', 'receiptHold.receiptId', 'receipt.id')
    .leftJoin('bankDetails', 'bankDetails.id', 'receipt.payerId')
    .select([
      'receipt.id',
      'bankReference',
      'amount',
      'currency',
      'receivedAt',
      'remittance',
      'bankDetails.iban as payerIban',
      'bankDetails.holderName as payerName',
      'receiptClaim.purpose',
      'receiptClaim.targetId',
      'suspenseNote.reason as suspenseReason',
      'receiptHold.targetId as heldForId',
    ])
}
