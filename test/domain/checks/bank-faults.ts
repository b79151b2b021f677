import { account, type Fault, shift } from './planted-world.ts'

const LEAD = 'The movements of a bank report lead from its opening to its closing balance'
const ONE =
  'Every movement of a bank report is one receipt or debit of its amount and currency, and no other is'
const NOTIFIED =
  'Every movement of a bank notice that is booked is one receipt or debit of its amount and currency, and no other is'
const MOVED = 'Where no bank report is missing, the books moved on the bank account by what the reports say'
const receipt = (reference: string) => `(select id from receipt where bank_reference = '${reference}')`
const RECORDED = `(select id from entry where kind = 'receiptRecorded' and fact_id = ${receipt('P3')})`
const debit = `(select id from bank_debit where bank_reference = 'P2')`

/** What the bank says and what the books say are not the same. */
export const BANK_FAULTS: readonly Fault[] = [
  [
    'a report that lost a movement',
    w => `delete from bank_movement where bank_report_id = '${w.bank[1]}'`,
    LEAD,
  ],
  [
    'a closing balance that was mistyped',
    w => `update bank_report set closing = closing + 1 where id = '${w.bank[1]}'`,
    LEAD,
  ],
  [
    'a movement that is nobody’s receipt',
    w => `update bank_movement set receipt_id = null where bank_report_id = '${w.bank[1]}'`,
    ONE,
  ],
  [
    'a movement with the receipt of another amount',
    w => `update bank_movement set receipt_id = ${receipt('P1')} where bank_report_id = '${w.bank[1]}'`,
    ONE,
  ],
  [
    'a receipt that stands in a report twice',
    w => `insert into bank_movement (bank_report_id, position, booked_on, amount, receipt_id, debit_id, act_id)
          select bank_report_id, 9, booked_on, amount, receipt_id, debit_id, act_id from bank_movement
           where bank_report_id = '${w.bank[1]}'`,
    ONE,
  ],
  [
    'a movement of a notice that is nobody’s receipt',
    () => 'update bank_notice_movement set receipt_id = null',
    NOTIFIED,
  ],
  [
    'a movement of a notice with the receipt of another amount',
    () => `update bank_notice_movement set receipt_id = ${receipt('P1')}`,
    NOTIFIED,
  ],
  ['a debit in another currency', () => `update bank_debit set currency = 'USD' where id = ${debit}`, ONE],
  [
    'a receipt of a report booked with a cent less',
    () => shift(RECORDED, account('suspense'), account('bank'), 1),
    MOVED,
  ],
  [
    'a debit that was never booked',
    () => `delete from posting where entry_id in (select id from entry where kind = 'bankDebited');
           delete from entry where kind = 'bankDebited'`,
    MOVED,
  ],
  [
    'a debit that suspense did not bear',
    () => `delete from posting where entry_id in (select id from entry where kind = 'bankDebited');
           delete from entry where kind = 'bankDebited'`,
    'Suspense holds exactly the receipts that nobody claimed, less the debits',
  ],
  [
    'a debit that is no fact any more',
    () => `delete from bank_debit where id = ${debit}`,
    'Every entry books a fact that is there',
  ],
]
