import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

export type Language = 'en' | 'fr'

/** A person or firm that can hold shares, issue them, be paid or act. */
export const Party = defineEntity({
  name: 'party',
  properties: {
    id: id(),
    kind: p.text().$type<'person' | 'firm'>(),
    actId: writtenBy(),
  },
})

/** What a party is called and how it is addressed: personal data. Each change appends a version. */
export const Profile = defineEntity({
  name: 'profile',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    name: p.text(),
    language: p.text().$type<Language>(),
    /** ISO 3166-1 alpha-2 country of residence, when known. */
    country: p.text().nullable(),
    actId: writtenBy(),
  },
})
