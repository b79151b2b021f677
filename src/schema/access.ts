import { act, transact } from '../act.ts'
import { checkPassword } from '../domain/parties/access/check-password.ts'
import { claimFirstAdministrator } from '../domain/parties/access/first-administrator.ts'
import { confirmEmail, join } from '../domain/parties/access/join.ts'
import { COST, hashPassword, TEST_COST } from '../domain/parties/access/passwords.ts'
import { requestPasswordReset, resetPassword } from '../domain/parties/access/reset-password.ts'
import {
  endSession,
  type OpenedSession,
  openSession,
  renewSession,
} from '../domain/parties/access/sessions.ts'
import { refuse as refuseParty } from '../domain/parties/refusals.ts'
import { builder } from './builder.ts'
import { type Context, signedIn } from './context.ts'
import { LanguageEnum } from './party.ts'
import { viewerNow } from './request.ts'
import { signToken } from './tokens.ts'
import { ViewerType } from './viewer.ts'

const SessionType = builder.objectRef<OpenedSession>('Session').implement({
  description: 'What a signed-in device keeps.',
  authScopes: { public: true },
  fields: t => ({
    token: t.string({
      description: 'Goes with each request as "Authorization: Bearer …". Good for 15 minutes.',
      resolve: async ({ sessionId }, _args, { config, now }) =>
        (await signToken(config.tokenSecret, sessionId, now)).token,
    }),
    refreshCode: t.exposeString('refreshCode', {
      description: 'Renews the session, once: each renewal gives a new one. Keep it like a password.',
    }),
    viewer: t.field({
      type: ViewerType,
      description: 'Who is signed in now.',
      resolve: (_session, _args, context) => signedIn(context),
    }),
  }),
})

const SentType = builder.objectRef<{ email: string }>('MailSent').implement({
  description: 'A mail is on its way, if the address can get one. The answer is the same for every address.',
  authScopes: { public: true },
  fields: t => ({ email: t.exposeString('email', { description: 'The address as it was given.' }) }),
})

const email = { description: 'Mail address.' } as const
const password = { description: '10 to 200 characters. Kept only as an Argon2id hash.' } as const
const code = { description: 'The one-time code from the mail; case and spaces do not matter.' } as const

const JoinInput = builder.inputType('JoinInput', {
  description: 'Somebody who wants an account. Joining is free of charge.',
  fields: t => ({
    email: t.string(email),
    name: t.string({ description: 'Name as it is to stand on papers.' }),
    language: t.field({ type: LanguageEnum, description: 'The language of mails and papers.' }),
  }),
})

const public_ = { authScopes: { public: true }, errors: {} } as const

/** Opens a session for a login that has just proved who it is; the rest of the request is answered as his. */
async function open(context: Context, loginId: string): Promise<OpenedSession> {
  const session = await transact(context.orm, 'openSession', em => openSession(em, loginId, context.now))
  context.viewer = await viewerNow(context, session.sessionId)
  return session
}

/** Hundreds of people join a demo at once; on real time and in production the cost is the real one, always. */
function hashOf({ clock, config }: Context, password: string): Promise<string> {
  const madeUp = clock.move !== null && !config.production
  return hashPassword(password, madeUp ? TEST_COST : COST)
}

/** An act of somebody who is not signed in yet. */
function actOf(context: Context, verb: string) {
  const actor = { partyId: null, onBehalfOfId: null, mandateId: null, channel: 'api' as const }
  return { actor, verb, now: context.now }
}

builder.mutationFields(t => ({
  join: t.field({
    ...public_,
    type: SentType,
    description:
      'Asks for an account: a one-time code goes to the mail address. No account is made without it.',
    args: { input: t.arg({ type: JoinInput, description: 'Who wants to join.' }) },
    resolve: async (_root, { input }, context) => {
      await context.limits.attempt('mail', input.email)
      await transact(context.orm, 'join', em => join(em, input, context.now))
      return { email: input.email }
    },
  }),
  confirmEmail: t.field({
    ...public_,
    type: SessionType,
    description: 'Makes the account with the code from the mail and a password, and signs in.',
    args: { email: t.arg.string(email), code: t.arg.string(code), password: t.arg.string(password) },
    resolve: async (_root, args, context) => {
      await context.limits.attempt('code', args.email)
      const input = { ...args, passwordHash: await hashOf(context, args.password) }
      const { made } = await act(context.orm, actOf(context, 'confirmEmail'), em =>
        confirmEmail(em, input, context.now),
      )
      return open(context, made.loginId)
    },
  }),
  claimFirstAdministrator: t.field({
    ...public_,
    type: SessionType,
    description:
      'Makes the first account, an administrator, with the code that the program printed at its start.',
    args: {
      code: t.arg.string({ description: 'The printed code.' }),
      password: t.arg.string(password),
      input: t.arg({ type: JoinInput, description: 'Who it is.' }),
    },
    resolve: async (_root, { input, ...args }, context) => {
      await context.limits.attempt('code', 'first administrator')
      const claim = { ...input, code: args.code, passwordHash: await hashOf(context, args.password) }
      const { made } = await act(context.orm, actOf(context, 'claimFirstAdministrator'), em =>
        claimFirstAdministrator(em, claim, context.now),
      )
      return open(context, made.loginId)
    },
  }),
  signIn: t.field({
    ...public_,
    type: SessionType,
    description: 'Opens a session with mail address and password.',
    args: { email: t.arg.string(email), password: t.arg.string(password) },
    resolve: async (_root, args, context) => {
      await context.limits.attempt('signIn', args.email)
      const loginId = await checkPassword(context.em, args)
      await context.limits.forget('signIn', args.email)
      return open(context, loginId)
    },
  }),
  renewSession: t.field({
    ...public_,
    type: SessionType,
    description: 'Gives a new token and a new refresh code for a session that has not ended.',
    args: { refreshCode: t.arg.string({ description: 'The latest refresh code of the session.' }) },
    resolve: async (_root, { refreshCode }, context) => {
      const { now } = context
      const session = await transact(context.orm, 'renewSession', em => renewSession(em, refreshCode, now))
      if (session === null) throw refuseParty.SIGN_IN_FAILED({})
      context.viewer = await viewerNow(context, session.sessionId)
      return session
    },
  }),
  signOut: t.boolean({
    authScopes: { signedIn: true },
    description: 'Ends this session: its tokens stop working at once.',
    resolve: async (_root, _args, context) => {
      const { sessionId } = signedIn(context)
      await transact(context.orm, 'signOut', em => endSession(em, sessionId, context.now))
      context.viewer = null
      return true
    },
  }),
  requestPasswordReset: t.field({
    ...public_,
    type: SentType,
    description: 'Sends a one-time code to the mailbox of an account.',
    args: { email: t.arg.string(email) },
    resolve: async (_root, args, context) => {
      await context.limits.attempt('mail', args.email)
      await transact(context.orm, 'requestPasswordReset', em => requestPasswordReset(em, args, context.now))
      return args
    },
  }),
  resetPassword: t.field({
    ...public_,
    type: SessionType,
    description: 'Sets a new password with the code from the mail, ends all sessions and signs in.',
    args: { email: t.arg.string(email), code: t.arg.string(code), password: t.arg.string(password) },
    resolve: async (_root, args, context) => {
      await context.limits.attempt('code', args.email)
      const input = { ...args, passwordHash: await hashOf(context, args.password) }
      const { made } = await act(context.orm, actOf(context, 'resetPassword'), em =>
        resetPassword(em, input, context.now),
      )
      return open(context, made.loginId)
    },
  }),
}))
