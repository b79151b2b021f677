import { issueAbroadFile } from '../../../../src/domain/dividends/abroad/issue-abroad-file.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { declareTaxIdentity } from '../../../../src/domain/parties/tax/declare-tax-identity.ts'
import type { IdentityFacts } from '../../../../src/domain/parties/tax/tax-identities.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { filingWorldOf } from '../filing/filing-world.ts'

/** Of nobody is anything known. */
export const NOBODY: IdentityFacts = {
  ...{ taxNumber: null, siret: null, familyName: null, firstNames: null, usualName: null, sex: null },
  ...{ bornOn: null, birthPlace: null, birthCode: null, streetNumber: null, street: null },
  ...{ addressExtra: null, postalCode: null, town: null },
}

export const PAYER = {
  payerName: 'Tantième',
  siret: '73282932000074',
  street: 'rue de la Paix',
  postalCode: '75002',
  town: 'Paris',
}

/** What telling tax offices abroad needs besides closed months: words about parties, and the file. */
export function abroadWorldOf(database: TestDatabase) {
  const world = filingWorldOf(database)
  const identify = (partyId: string, day: string, facts: Partial<IdentityFacts>) =>
    world.run(day, tx => declareTaxIdentity(tx, { partyId, ...NOBODY, ...facts }, at(day)))
  const tell = (
    year: number,
    day: string,
    input: { issuerId?: string; town?: string; siret?: string } = {},
  ) => world.run(day, tx => issueAbroadFile(tx, { year, issuerId: newId(), ...PAYER, ...input }, at(day)))
  /** Closes the books of all months of years, which come after those that are closed. */
  const yearsClosed = (day: string, ...years: number[]) =>
    world.closed(
      day,
      ...years.flatMap(year =>
        Array.from({ length: 12 }, (_, month) => `${year}-${`${month + 1}`.padStart(2, '0')}`),
      ),
    )
  return { ...world, identify, tell, yearsClosed }
}
