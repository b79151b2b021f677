import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/**
 * How a party is told to the tax office (CGI annexe III art. 49 E): personal data. Each change appends a version with all
 * that is known then; null: not known.
 */
export const TaxIdentity = defineEntity({
  name: 'taxIdentity',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    /** The number under which its state of residence taxes it. */
    taxNumber: p.text().nullable(),
    /** Of a firm in France: 14 digits. */
    siret: p.text().nullable(),
    familyName: p.text().nullable(),
    firstNames: p.text().nullable(),
    /** The name a person goes by, when it is another than the family's. */
    usualName: p.text().nullable(),
    sex: p.text().$type<Sex>().nullable(),
    bornOn: p.date().nullable(),
    birthPlace: p.text().nullable(),
    /** INSEE code of the place of birth: department and commune, or 99 and the country. */
    birthCode: p.text().nullable(),
    streetNumber: p.text().nullable(),
    street: p.text().nullable(),
    addressExtra: p.text().nullable(),
    postalCode: p.text().nullable(),
    town: p.text().nullable(),
    declaredAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** As the file asks for it. */
export type Sex = 'male' | 'female'
