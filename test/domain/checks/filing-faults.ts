import { fileTaxReturn } from '../../../src/domain/dividends/filing/file-tax-return.ts'
import { issueTaxFile } from '../../../src/domain/dividends/filing/issue-tax-file.ts'
import { newId } from '../../../src/domain/ids.ts'
import { declareTaxIdentity } from '../../../src/domain/parties/tax/declare-tax-identity.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

const UNKNOWN = {
  taxNumber: null,
  siret: null,
  firstNames: null,
  usualName: null,
  sex: null,
  bornOn: null,
  birthPlace: null,
  birthCode: null,
  streetNumber: null,
  street: null,
  addressExtra: null,
  postalCode: null,
  town: null,
}

/** February and April are declared, and the year is told and told anew when a name became known. */
export async function plantFilings(world: ReturnType<typeof worldOf>, ann: string) {
  for (const month of ['2025-02', '2025-04']) {
    const filing = { month, filerId: newId() }
    await world.run('2026-01-10', em => fileTaxReturn(em, filing, at('2026-01-10')))
  }
  const file = { year: 2025, siret: null, payerName: 'Platform', issuerId: newId() }
  await world.run('2026-01-12', em => issueTaxFile(em, file, at('2026-01-12')))
  await world.run('2026-01-13', em =>
    declareTaxIdentity(em, { partyId: ann, ...UNKNOWN, familyName: 'Durand' }, at('2026-01-13')),
  )
  await world.run('2026-01-14', em => issueTaxFile(em, file, at('2026-01-14')))
}

const MOVED = 'A filed return comes to what the levy accounts moved by in its month, to the cent'
const LINES = 'The lines of a filed return come to its total, and what they take back is of an earlier month'
const CLOSED = 'Levies were declared when their month was closed, by another person than closed it'
const FILES =
  'The files of a year are numbered from 1 on, each corrects the one before, and none came before its year was over'

const APRIL = `month = '2025-04-01'`
const LEVY_OF_APRIL = `(entry_id, line) = (
  select entry_id, line from posting join account on account.id = account_id and account.kind = 'levy'
    join entry on entry.id = entry_id where booked_on between '2025-04-01' and '2025-04-30' limit 1)`

/** What was told to the tax office. */
export const FILING_FAULTS: readonly Fault[] = [
  [
    'a return of a cent less than was withheld',
    () => `update tax_return set total = total - 1 where ${APRIL}`,
    MOVED,
  ],
  [
    'a cent that left a levy account after its month was declared',
    () => `update posting set amount = amount + 1 where ${LEVY_OF_APRIL}`,
    MOVED,
  ],
  [
    'a line of a return that lost a cent',
    () => 'update tax_return_line set amount = amount - 1 where position = 0',
    LINES,
  ],
  [
    'a line that takes back what was withheld later',
    () => `update tax_return_line set corrects = '2025-05-01' where position = 0`,
    LINES,
  ],
  [
    'a line that names the return of another month',
    () =>
      `update tax_return_line set corrects = '2025-03-01',
              corrects_id = (select id from tax_return where month = '2025-02-01') where position = 0`,
    LINES,
  ],
  ['a return of an open month', () => `update tax_return set month = '2026-05-01' where ${APRIL}`, CLOSED],
  [
    'a return by who closed the month',
    () =>
      `update tax_return set filer_id = approver_id from month_closing as closing
        where closing.month = tax_return.month`,
    CLOSED,
  ],
  ['a file that corrects nothing', () => 'update tax_file set corrects_id = null where revision = 2', FILES],
  ['a file that was left out', () => 'update tax_file set revision = 3 where revision = 2', FILES],
  [
    'a file of a year that was not over',
    () =>
      `update tax_file set issued_at = '2025-12-31T22:59:59Z', issued_on = '2025-12-31' where revision = 1`,
    FILES,
  ],
]
