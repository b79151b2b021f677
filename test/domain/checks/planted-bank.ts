import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { readBankNotice } from '../../../src/documents/camt/read-bank-notice.ts'
import { openBankAccount } from '../../../src/domain/payments/bank/open-bank-account.ts'
import { importBankNotice } from '../../../src/domain/shares/bank/import-bank-notice.ts'
import { importBankReport } from '../../../src/domain/shares/bank/import-bank-report.ts'
import { bankFile, bankNotice, CLIENTS_IBAN } from '../../support/bank-files.ts'
import { at, type worldOf } from '../../support/world.ts'

/**
 * Two reports of the clients' bank account that follow each other: 7.00 came and 1.00 left; then 2.00 came, of which a notice
 * tells too.
 */
export async function plantBank(world: ReturnType<typeof worldOf>) {
  const now = '2025-06-02'
  const input = {
    code: 'clients' as const,
    currency: 'EUR',
    iban: CLIENTS_IBAN,
    bic: null,
    holderName: 'Clients',
  }
  await world.run(now, em => openBankAccount(em, input, at(now)))
  const first = {
    id: 'P1',
    opening: '0.00',
    closing: '6.00',
    entries: [
      { amount: '7.00', ref: 'P1' },
      { amount: '1.00', ref: 'P2', side: 'DBIT' as const },
    ],
  }
  const second = {
    id: 'P2',
    opening: '6.00',
    closing: '8.00',
    until: '2025-01-12',
    entries: [{ amount: '2.00', ref: 'P3' }],
  }
  const file = { ...readBankFile(Buffer.from(bankFile(first, second))), sha256: 'a' }
  const { bankReportIds } = await world.run(now, em => importBankReport(em, file, at(now)))
  const notice = bankNotice({ id: 'N1', until: '2025-01-12', entries: second.entries })
  const told = { ...readBankNotice(Buffer.from(notice)), sha256: 'b' }
  await world.run(now, em => importBankNotice(em, told, at(now)))
  return bankReportIds
}
