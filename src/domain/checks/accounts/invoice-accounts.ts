import { NOTHING, PLATFORM } from '../../ids.ts'

/** The account that bears an invoice, and those of the platform that it credits: what each is moved by, debit positive. */
const MOVES = {
  issuer: { owner: 'buyer_id', scope: 'scope_id', amount: 'net + vat', only: "and charged_to = 'issuer'" },
  receivable: {
    owner: 'buyer_id',
    scope: 'scope_id',
    amount: 'net + vat',
    only: "and charged_to = 'receivable'",
  },
  income: { owner: `'${PLATFORM}'::uuid`, scope: `'${NOTHING}'::uuid`, amount: '-net', only: '' },
  vat: { owner: `'${PLATFORM}'::uuid`, scope: `'${NOTHING}'::uuid`, amount: '-vat', only: '' },
} as const

/**
 * What invoices and credit notes ask for on the accounts of a kind: entry, fact, name of the account, currency, amount.
 * A credit note has amounts below zero, so it asks for the opposite. Commissions are worked out from their terms, apart.
 */
export function saidByInvoices(kind: keyof typeof MOVES): string {
  const { owner, scope, amount, only } = MOVES[kind]
  return `
    select case kind when 'service' then 'serviceInvoiced' else 'invoiceCredited' end as entry_kind, id as fact_id,
           ${owner} as owner_id, ${scope} as scope_id, '' as code, currency, ${amount} as amount
      from invoice where kind <> 'commission' ${only}`
}
