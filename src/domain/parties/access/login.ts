import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/** How a person gets in: one login per person. */
export const Login = defineEntity({
  name: 'login',
  properties: {
    id: id(),
    partyId: refersTo(Party, 'party_id').unique(),
    actId: writtenBy(),
  },
})

/** The confirmed mail address of a login: personal data. `addressKey` is the form in which addresses are compared. */
export const LoginAddress = defineEntity({
  name: 'loginAddress',
  properties: {
    addressKey: p.text().primary(),
    loginId: refersTo(Login, 'login_id').unique(),
    address: p.text(),
    actId: writtenBy(),
  },
})

/** A password as its Argon2id hash: personal data. The latest version is the one that counts. */
export const Credential = defineEntity({
  name: 'credential',
  indexes: [{ properties: ['actId'] }],
  properties: {
    loginId: refersTo(Login, 'login_id').primary(),
    version: p.integer().primary(),
    hash: p.text(),
    actId: writtenBy(),
  },
})

/** A signed-in device: a work row. Its refresh code is kept as a hash and changes at each use. */
export const Session = defineEntity({
  name: 'session',
  indexes: [{ properties: ['loginId'] }],
  properties: {
    id: id(),
    loginId: refersTo(Login, 'login_id'),
    refreshHash: p.text().unique(),
    /** The code before the latest: whoever brings it has an old copy. */
    previousHash: p.text().unique().nullable(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
})

/** A one-time code that was sent to an address, and what it will do: a work row, useless once used or expired. */
export const OneTimeCode = defineEntity({
  name: 'oneTimeCode',
  indexes: [{ properties: ['addressKey', 'purpose'] }],
  properties: {
    id: id(),
    purpose: p.text().$type<'join' | 'reset' | 'firstAdministrator'>(),
    addressKey: p.text(),
    codeHash: p.text(),
    /** For `join`: what the new account will be made of. */
    joining: p.json<Joining>().nullable(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
})

/** Somebody who asked to join and has not confirmed his address yet. */
export type Joining = { address: string; name: string; language: 'en' | 'fr' }
