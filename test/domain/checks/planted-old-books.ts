import type { TestDatabase } from '../../support/database.ts'
import { oldBooksWorld } from '../../support/old-books.ts'
import type { Fault } from './planted-world.ts'

/** What another platform brought: two investors, their lots, and a distribution that paid one of them a cent less. */
export async function plantOldBooks(database: TestDatabase) {
  const world = oldBooksWorld(database)
  const { projectId } = await world.project({}, 3)
  await world.bring('investors', ['old,Ann,person,Ann Old,,en,,,', 'old,Bea,person,Bea Old,,en,,,'])
  await world.bring('lots', [
    `old,1,Ann,${projectId},parts,1,10.00,EUR,2024-01-01`,
    `old,2,Bea,${projectId},parts,2,10.00,EUR,2024-01-01`,
  ])
  const line = (name: string, rest: string) =>
    `old,${name},march,${projectId},2024-03-01,2024-03-31,2024-03-31,2024-04-05,${rest},EUR`
  await world.bring('distributions', [
    line('a', 'holder,Ann,parts,10.01,0.00,10.01'),
    line('b', 'holder,Bea,parts,19.99,0.00,19.99'),
    line('c', 'issuer,,,20.00,0.00,20.00'),
    line('d', 'platform,,,50.00,0.00,50.00'),
  ])
  return { projectId }
}

const OLD_RUN = '(select distribution_id from imported_run)'
const APPROVED = 'Every import was prepared by one person and approved by another, and brought its new lines'
const LOT = 'Every imported lot is what its line says: investor, class, shares, price and day'
const PAID = 'Every imported distribution paid whom its lines say, and what they say'

/** Imports that nobody approved, or that became something else than they said. */
export const OLD_BOOKS_FAULTS: readonly Fault[] = [
  [
    'an import by one person',
    () =>
      'update import_approval set approver_id = preparer_id from import_preparation where id = preparation_id',
    APPROVED,
  ],
  [
    'an import that lost a line',
    () => "delete from imported_line where kind = 'lots' and reference = '1'",
    APPROVED,
  ],
  ['an import that nobody approved', () => 'delete from import_approval', APPROVED],
  [
    'an imported lot of somebody else',
    w =>
      `update lot set taker_id = '${w.ann}' where id in (select target_id from imported_line where kind = 'lots')`,
    LOT,
  ],
  [
    'an imported lot at another price',
    () => "update imported_line set said = jsonb_set(said, '{price}', '\"1\"') where kind = 'lots'",
    LOT,
  ],
  [
    'shares that an offering could offer again',
    () => 'update outside_shares set shares = shares + 1',
    'The shares of a class that came into being elsewhere are its imported lots',
  ],
  [
    'an imported distribution that paid more than it says',
    () => `update dividend set gross = gross + 1, net = net + 1 where distribution_id in ${OLD_RUN}`,
    PAID,
  ],
  [
    'an imported line that was not paid',
    () => `delete from dividend where distribution_id in ${OLD_RUN} and gross = 1001`,
    PAID,
  ],
  [
    'a fraction of an imported distribution that nobody carries on',
    () => `update dividend set carry = carry + 1 where distribution_id in ${OLD_RUN}`,
    'A line has the whole units that were due to its holder, and its carry is exactly the rest',
  ],
  [
    'a history whose money came from nowhere',
    () =>
      `update posting set amount = amount + 1 from account where account.id = account_id and kind = 'opening'`,
    'What was brought from elsewhere came in and was paid out there, and nothing else',
  ],
]
