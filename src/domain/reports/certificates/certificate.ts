import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { ProjectEnding } from '../../dividends/endings/ending.ts'
import type { Language } from '../../parties/people/party.ts'
import { Party } from '../../parties/people/party.ts'
import { Lot } from '../../shares/lot.ts'

/** What a certificate is about: what is held of a class, or what was lost with a project. */
export type CertificateKind = 'shares' | 'loss'

/** Somebody asked for a certificate that says something new. A job issues it. */
export const PaperRequest = defineEntity({
  name: 'paperRequest',
  indexes: [{ properties: ['kind', 'subjectId', 'holderId'] }],
  properties: {
    id: id(),
    kind: p.text().$type<CertificateKind>(),
    /** The class, or the project. */
    subjectId: p.uuid(),
    holderId: refersTo(Party, 'holder_id'),
    requesterId: p.uuid(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A certificate that was issued to a holder, whatever its kind. Its bytes are kept under their hash. */
export const Certificate = defineEntity({
  name: 'certificate',
  uniques: [{ properties: ['kind', 'subjectId', 'holderId', 'version'] }],
  indexes: [{ properties: ['holderId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    kind: p.text().$type<CertificateKind>(),
    /** The class, or the project. */
    subjectId: p.uuid(),
    holderId: refersTo(Party, 'holder_id'),
    /** 1, and one more for each that says something else. */
    version: p.integer(),
    /** The version before; null for the first. */
    replacesId: p.uuid().nullable().unique(),
    number: p.text().unique(),
    language: p.text().$type<Language>(),
    /** The version of the holder's profile whose name is printed. */
    profileVersion: p.integer(),
    sha256: p.text().unique(),
    /** Of the figures that are attached to it, which is printed on it. */
    figuresSha256: p.text().unique(),
    bytes: p.integer(),
    /** The instant of the latest fact it rests on, which the paper carries. */
    datedAt: p.datetime(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What a certificate of shares says: how many, as of which lot of the register of the class. */
export const CertifiedShares = defineEntity({
  name: 'certifiedShares',
  properties: {
    certificateId: refersTo(Certificate, 'certificate_id').primary(),
    lotId: refersTo(Lot, 'lot_id'),
    shares: p.integer(),
  },
})

/** What a certificate of a loss says, in minor units of the currency of the project. */
export const CertifiedLoss = defineEntity({
  name: 'certifiedLoss',
  properties: {
    certificateId: refersTo(Certificate, 'certificate_id').primary(),
    endingId: refersTo(ProjectEnding, 'ending_id'),
    putIn: p.bigint(),
    gotBack: p.bigint(),
  },
})
