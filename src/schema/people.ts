import { projectOf } from '../domain/offerings/projects.ts'
import { loginOf } from '../domain/parties/access/logins.ts'
import { endMandate } from '../domain/parties/mandates/end-mandate.ts'
import { giveMandate } from '../domain/parties/mandates/give-mandate.ts'
import { mandatesOf } from '../domain/parties/mandates/mandates.ts'
import { changeProfile } from '../domain/parties/people/change-profile.ts'
import { parseAddress } from '../domain/parties/people/names.ts'
import { registerParty } from '../domain/parties/people/register-party.ts'
import { changeRole } from '../domain/parties/roles/change-role.ts'
import { builder } from './builder.ts'
import { type Context, change, ownParties, signedIn } from './context.ts'
import { refuse } from './errors.ts'
import { idOf } from './ids.ts'
import { LanguageEnum, PartyKind } from './party.ts'
import { KEY, ON_BEHALF_OF, PartyPayload } from './payloads.ts'
import { PartyNode } from './refs.ts'
import { viewerNow } from './request.ts'
import { RoleEnum } from './viewer.ts'

const RegisterPartyInput = builder.inputType('RegisterPartyInput', {
  description: 'A party that does not sign in itself: a firm, a minor, an artist.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    kind: t.field({ type: PartyKind, description: 'Person or firm.' }),
    name: t.string({ description: 'How it is called on papers.' }),
    language: t.field({ type: LanguageEnum, description: 'The language of its papers.' }),
    country: t.string({ required: false, description: 'Country of residence (ISO 3166-1), when known.' }),
  }),
})

const ChangeProfileInput = builder.inputType('ChangeProfileInput', {
  description: 'What is to be changed; what is not given stays. Papers that were issued keep their name.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    name: t.string({ required: false, description: 'The new name.' }),
    language: t.field({ type: LanguageEnum, required: false, description: 'The new language.' }),
    country: t.string({ required: false, description: 'The new country of residence.' }),
  }),
})

const GiveMandateInput = builder.inputType('GiveMandateInput', {
  description: 'Lets another person act for a party.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id({ required: false, description: 'The party he may act for; not given: yourself.' }),
    agentId: t.id({ description: 'Id of the person who may act.' }),
    endsAt: t.field({
      type: 'Instant',
      required: false,
      description: 'Until when; not given: until it is ended.',
    }),
  }),
})

const ChangeRoleInput = builder.inputType('ChangeRoleInput', {
  description: 'A role that is given or taken.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    partyId: t.id({ description: 'Id of the person.' }),
    role: t.field({ type: RoleEnum, description: 'The role.' }),
    projectId: t.id({ required: false, description: 'The project, for issuer and partner.' }),
    granted: t.boolean({ description: 'true gives the role, false takes it.' }),
  }),
})

/** A mandate of the viewer began or ended: the rest of the request is answered as what he may now. */
async function lookAgain(context: Context): Promise<void> {
  context.viewer = await viewerNow(context, signedIn(context).sessionId)
}

builder.mutationFields(t => ({
  registerParty: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Registers a firm, a minor or an artist; you get the mandate to act for it.',
    args: { input: t.arg({ type: RegisterPartyInput, description: 'The party.' }) },
    resolve: async (_root, { input }, context) => {
      const done = await change(context, 'registerParty', input, (em, { personId }) => {
        const { kind, name, language, country = null } = input
        return registerParty(em, { kind, name, language, country, agentId: personId }, context.now)
      })
      await lookAgain(context)
      return done
    },
  }),
  changeProfile: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Changes how a party is called and addressed from now on.',
    args: { input: t.arg({ type: ChangeProfileInput, description: 'The changes.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'changeProfile', input, (em, { partyId }) => {
        const { name, language, country } = input
        return changeProfile(em, {
          partyId,
          ...(name == null ? {} : { name }),
          ...(language == null ? {} : { language }),
          ...(country === undefined ? {} : { country }),
        })
      }),
  }),
  giveMandate: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Lets another person act for you, or for a party you act for. Answers that party.',
    args: { input: t.arg({ type: GiveMandateInput, description: 'Whom and until when.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'giveMandate', input, async (em, { personId: byId, partyId }) => {
        const agentId = idOf('Party', input.agentId)
        const mandate = { principalId: partyId, agentId, startsAt: context.now, endsAt: input.endsAt ?? null }
        const givenUnderId = signedIn(context).principals.get(partyId) ?? null
        return { partyId, ...(await giveMandate(em, { ...mandate, givenUnderId, byId })) }
      }),
  }),
  endMandate: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Ends a mandate of your own, one you gave, or one that was given under yours. Answers your own party.',
    args: {
      mandateId: t.arg.id({ description: 'Id of the mandate.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: async (_root, args, context) => {
      const mandateId = idOf('Mandate', args.mandateId)
      const known = await mandatesOf(context.em, ownParties(context))
      if (!known.some(mandate => mandate.id === mandateId)) throw refuse.NOT_FOUND({ id: args.mandateId })
      const done = await change(context, 'endMandate', args, async (em, { personId }) => {
        await endMandate(em, { mandateId, byId: personId }, context.now)
        return { partyId: personId, mandateId }
      })
      await lookAgain(context)
      return done
    },
  }),
  changeRole: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { admin: true },
    description: 'Gives a role to a person or takes it. Nobody does it for himself.',
    args: { input: t.arg({ type: ChangeRoleInput, description: 'Who and which role.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'changeRole', input, async (em, { personId: byId }) => {
        const { role, granted } = input
        const projectId = input.projectId == null ? null : idOf('Project', input.projectId)
        if (projectId !== null) await projectOf(em, projectId)
        return changeRole(em, { partyId: idOf('Party', input.partyId), role, projectId, granted, byId })
      }),
  }),
}))

builder.queryField('partyByEmail', t =>
  t.field({
    type: PartyNode,
    nullable: true,
    authScopes: { admin: true },
    description: 'The person who signs in with this mail address, for giving him a role.',
    args: { email: t.arg.string({ description: 'Mail address.' }) },
    resolve: async (_root, { email }, { em }) =>
      (await loginOf(em, parseAddress(email).key))?.partyId ?? null,
  }),
)
