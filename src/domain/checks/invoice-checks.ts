import { type Check, denominator, numerator } from './check.ts'

/** Rate × amount, rounded half up; the amount is not negative. */
const vatOn = (amount: string) =>
  `div(2 * ${amount} * ${numerator('vat_ratio')} + ${denominator('vat_ratio')}, 2 * ${denominator('vat_ratio')})`

/** The platform's invoices and credit notes. */
export const INVOICE_CHECKS: readonly Check[] = [
  {
    name: 'The invoices of a seller and year are numbered from 1 on without a gap, as far as their series stands',
    query: `select seller_id, year, first, latest, invoices, series.last
              from (select seller_id, year, min(sequence) as first, max(sequence) as latest, count(*) as invoices
                      from invoice group by seller_id, year) as issued
              full join invoice_series as series using (seller_id, year)
             where first is distinct from 1 or latest is distinct from invoices or series.last is distinct from latest`,
  },
  {
    name: 'The VAT of an invoice is its rate of its net, rounded once; that of its credit notes, of all they took back',
    query: `select id, net, vat, vat_ratio from invoice where credits_id is null and vat <> ${vatOn('net')}
            union all
            select id, net, vat, vat_ratio
              from (select invoice.*, -sum(net) over earlier as net_back, -sum(vat) over earlier as vat_back
                      from invoice where credits_id is not null
                    window earlier as (partition by credits_id order by year, sequence)) as note
             where vat_back <> ${vatOn('net_back')}`,
  },
  {
    name: 'The lines of an invoice sum to its net',
    query: `select invoice.id, invoice.net, sum(line.net) as lines
              from invoice left join invoice_line as line on invoice_id = invoice.id
             group by invoice.id having invoice.net is distinct from sum(line.net)`,
  },
  {
    name: 'A credit note takes back an invoice of the same buyer, account, currency and rate',
    query: `select note.id from invoice as note left join invoice as taken on taken.id = note.credits_id
             where note.credits_id is not null
               and (taken.credits_id is not null
                    or (taken.buyer_id, taken.charged_to, taken.scope_id, taken.currency, taken.vat_ratio)
                       is distinct from (note.buyer_id, note.charged_to, note.scope_id, note.currency, note.vat_ratio))`,
  },
  {
    name: 'What is left of an invoice is what it billed less its credit notes, and never below zero',
    query: `select invoice.id, rest.net, rest.vat
              from invoice left join invoice_rest as rest on rest.invoice_id = invoice.id
              left join (select credits_id, sum(net) as net, sum(vat) as vat from invoice group by credits_id) as back
                on back.credits_id = invoice.id
             where invoice.credits_id is null
               and (rest.net is distinct from invoice.net + coalesce(back.net, 0)
                    or rest.vat is distinct from invoice.vat + coalesce(back.vat, 0) or rest.net < 0 or rest.vat < 0)`,
  },
  {
    name: 'Every invoice has its entry, and every commission its invoice of the same amounts',
    query: `select coalesce(invoice.id, entry.fact_id) as id, invoice.kind, entry.kind as entry
              from invoice
              full join (select id, kind, fact_id from entry
                          where kind in ('commissionCharged', 'serviceInvoiced', 'invoiceCredited')) as entry
                on entry.fact_id = case invoice.kind when 'commission' then cause_id else invoice.id end
               and entry.kind = case invoice.kind when 'commission' then 'commissionCharged'
                                                  when 'service' then 'serviceInvoiced' else 'invoiceCredited' end
              left join (select entry_id, -sum(amount) filter (where account.kind = 'income') as net,
                                -coalesce(sum(amount) filter (where account.kind = 'vat'), 0) as vat
                           from posting join account on account.id = account_id
                          where account.kind in ('income', 'vat') group by entry_id) as booked
                on booked.entry_id = entry.id
             where invoice.id is null or entry.id is null
                or (booked.net, booked.vat) is distinct from (invoice.net::numeric, invoice.vat::numeric)`,
  },
]
