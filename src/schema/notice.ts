import {
  type Channel,
  NOTICE_KINDS,
  type NoticeDetails,
  type NoticeKind,
  ruleOf,
} from '../domain/reports/notices/kinds.ts'
import { textOf } from '../domain/reports/notices/mail-of.ts'
import { markNoticesRead, type NoticeName } from '../domain/reports/notices/mark-notices-read.ts'
import { choicesOf, type NoticeRow, noticesPage, unreadNotices } from '../domain/reports/notices/notices.ts'
import { setNoticeChoice } from '../domain/reports/notices/set-notice-choice.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change, signedIn } from './context.ts'
import { refuse } from './errors.ts'
import { isUuid } from './ids.ts'
import { KEY } from './payloads.ts'

const KINDS = Object.keys(NOTICE_KINDS) as NoticeKind[]

const NoticeKindEnum = builder.enumType('NoticeKind', {
  description: 'What somebody may be told of.',
  values: Object.fromEntries(KINDS.map(kind => [kind, { description: ruleOf(kind).says }])) as Record<
    NoticeKind,
    { description: string }
  >,
})

const ChannelEnum = builder.enumType('NoticeChannel', {
  description: 'How somebody is told.',
  values: {
    mail: { description: 'By mail, and on his list' },
    list: { description: 'On his list only' },
    none: { description: 'Not at all' },
  } as const,
})

const words = (row: { kind: NoticeKind; language: 'en' | 'fr'; details: NoticeDetails }) =>
  textOf(row.kind, row.language, row.details)
const idOfNotice = ({ eventId, kind }: NoticeName) => `Notice:${eventId}:${kind}`

const NoticeType = builder.objectRef<NoticeRow>('Notice').implement({
  description:
    'You are told of something that concerns you or whom you act for. In the language of your papers.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'By which it is marked as read.', resolve: idOfNotice }),
    kind: t.expose('kind', { type: NoticeKindEnum, description: 'What it tells of.' }),
    title: t.string({ description: 'What it is, in a line.', resolve: row => words(row).title }),
    text: t.string({ description: 'What happened, and why.', resolve: row => words(row).text }),
    nextStep: t.string({
      description: 'What you can do, or that you need not.',
      resolve: row => words(row).next,
    }),
    at: t.field({ type: 'Instant', description: 'When it happened.', resolve: row => row.occurredAt }),
    readAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When you marked it as read.',
      resolve: row => row.readAt,
    }),
    about: t.nodeList({ description: 'What it is about: at most 20 things.', ids: row => row.about }),
  }),
})

type ChoiceRow = { kind: NoticeKind; channel: Channel }
const NoticeChoiceType = builder.objectRef<ChoiceRow>('NoticeChoice').implement({
  description: 'How you are told of a kind of news.',
  authScopes: { public: true },
  fields: t => ({
    kind: t.expose('kind', { type: NoticeKindEnum, description: 'The kind.' }),
    says: t.string({ description: 'What it tells of.', resolve: ({ kind }) => ruleOf(kind).says }),
    channel: t.expose('channel', { type: ChannelEnum, description: 'How you are told.' }),
    duty: t.string({
      nullable: true,
      description: 'Why it cannot be switched off; null: it can.',
      resolve: ({ kind }) => ruleOf(kind).duty,
    }),
  }),
})

builder.queryFields(t => ({
  myNotices: t.connection({
    type: NoticeType,
    authScopes: { signedIn: true },
    description:
      'What you were told, oldest first, in an order that never changes: keep the last cursor and ask on from there.',
    args: {
      unread: t.arg.boolean({ required: false, description: 'Only what you have not marked as read.' }),
    },
    complexity: pageCost,
    resolve: (_root, { unread, ...args }, context) => {
      const personId = signedIn(context).partyId
      return page(
        args,
        slice => noticesPage(context.em, { personId, unread: unread === true }, slice),
        row => `${row.actId}:${row.eventId}:${row.kind}`,
        /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:){2}[a-zA-Z]{1,40}$/,
      )
    },
  }),
  unreadNotices: t.int({
    authScopes: { signedIn: true },
    description: 'How many of your notices you have not marked as read.',
    resolve: (_root, _args, context) => unreadNotices(context.em, signedIn(context).partyId),
  }),
  noticeChoices: t.field({
    type: [NoticeChoiceType],
    authScopes: { signedIn: true },
    description: 'How you are told of each kind of news, and what you cannot switch off.',
    resolve: async (_root, _args, context) => {
      const chosen = await choicesOf(context.em, signedIn(context).partyId)
      return KINDS.map(kind => ({ kind, channel: chosen.get(kind) ?? 'mail' }))
    },
  }),
}))

const NoticePayload = builder.objectRef<Change<{ personId: string }>>('NoticePayload').implement({
  description: 'Your notices after the change.',
  authScopes: { public: true },
  fields: t => ({
    unread: t.int({
      description: 'How many you have not marked as read.',
      resolve: ({ made }, _args, { em }) => unreadNotices(em, made.personId),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.mutationFields(t => ({
  setNoticeChoice: t.field({
    type: NoticePayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says how you want to be told of a kind of news from now on.',
    args: {
      kind: t.arg({ type: NoticeKindEnum, description: 'The kind.' }),
      channel: t.arg({ type: ChannelEnum, description: 'How.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'setNoticeChoice', args, (em, { personId }) =>
        setNoticeChoice(em, { personId, kind: args.kind, channel: args.channel }, context.now),
      ),
  }),
  markNoticesRead: t.field({
    type: NoticePayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Marks notices of yours as read: at most 100 at once, each once.',
    args: {
      ids: t.arg.idList({ description: 'Their ids. What is none of yours is passed over.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'markNoticesRead', args, (em, { personId }) => {
        if (args.ids.length > 100) throw refuse.PAGE_TOO_LARGE({ asked: args.ids.length }).at('ids')
        const notices = args.ids.flatMap(id => namedBy(String(id)))
        return markNoticesRead(em, { personId, notices }, context.now)
      }),
  }),
}))

function namedBy(id: string): NoticeName[] {
  const [type, eventId = '', kind] = id.split(':')
  const known = KINDS.find(each => each === kind)
  return type === 'Notice' && isUuid(eventId) && known !== undefined ? [{ eventId, kind: known }] : []
}
