import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { Act } from '../../acts/act.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { type Language, Party } from '../../parties/people/party.ts'
import type { Channel, NoticeDetails, NoticeKind } from './kinds.ts'

/**
 * A person is told of an event: once for each kind of news in it. How he is told and in which language is settled when it
 * is written. No amount, no name of a person and no whole account number stands in it.
 */
export const Notice = defineEntity({
  name: 'notice',
  indexes: [{ properties: ['personId', 'actId'] }, { properties: ['actId'] }],
  properties: {
    /** The act that is told of. */
    eventId: refersTo(Act, 'event_id').primary(),
    /** Who is told: somebody with a login, for himself or because he acts for whom it concerns. */
    personId: refersTo(Party, 'person_id').primary(),
    kind: p.text().$type<NoticeKind>().primary(),
    /** Ids as the API shows them, sorted: "Offering:0198…". */
    about: p.array(),
    details: p.json<NoticeDetails>(),
    language: p.text().$type<Language>(),
    channel: p.text().$type<Channel>(),
    noticedAt: p.datetime(),
    /** The act that wrote it: with the event and the kind its place in the list of the person. */
    actId: writtenBy(),
  },
})

/** He read it: on screen, once. */
export const NoticeReading = defineEntity({
  name: 'noticeReading',
  properties: {
    eventId: p.uuid().primary(),
    personId: p.uuid().primary(),
    kind: p.text().$type<NoticeKind>().primary(),
    readAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** How a person wants to be told of a kind of news. The latest version counts; without one it is the usual way. */
export const NoticeChoice = defineEntity({
  name: 'noticeChoice',
  uniques: [{ properties: ['personId', 'kind', 'version'] }],
  properties: {
    id: id(),
    personId: refersTo(Party, 'person_id'),
    kind: p.text().$type<NoticeKind>(),
    version: p.integer(),
    channel: p.text().$type<Channel>(),
    chosenAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** How far the feed was told of: a work row, one. */
export const NoticeCursor = defineEntity({
  name: 'noticeCursor',
  properties: {
    name: p.text().primary(),
    /** The place of the latest act that was looked at. */
    xid: p.text().columnType('xid8'),
    actId: p.uuid(),
    movedAt: p.datetime(),
  },
})
