import { loginsOfParties } from '../domain/parties/access/logins.ts'
import type { Viewer } from '../domain/parties/access/viewer.ts'
import type { MandateRow } from '../domain/parties/mandates/mandates.ts'
import { mandatesOf } from '../domain/parties/mandates/mandates.ts'
import { profileOf } from '../domain/parties/people/profiles.ts'
import { builder } from './builder.ts'
import { PartyNode, ProjectNode } from './refs.ts'

export const RoleEnum = builder.enumType('Role', {
  description: 'What somebody may do. Everybody who joined may invest; holder is who stands in the register.',
  values: {
    issuer: { description: 'Reports revenue of a named project' },
    partner: { description: 'Looks at a named project in which he has a part' },
    finance: { description: 'Opens projects, books money, prepares' },
    approver: { description: 'Signs and approves what another person prepared' },
    auditor: { description: 'Reads everything, writes nothing' },
    admin: { description: 'Gives and takes roles; holds no right over money' },
    service: { description: 'A program; it may do nothing by this alone and never approves' },
  } as const,
})

export const MandateType = builder.objectRef<MandateRow>('Mandate').implement({
  description: 'One person may act for another party for a time. Every act under it shows it.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'The id, for ending it.', resolve: ({ id }) => `Mandate:${id}` }),
    principalName: t.string({
      description: 'For whom.',
      resolve: async ({ principalId }, _args, { em }) => (await profileOf(em, principalId)).name,
    }),
    agentName: t.string({
      description: 'Who acts.',
      resolve: async ({ agentId }, _args, { em }) => (await profileOf(em, agentId)).name,
    }),
    startsAt: t.field({ type: 'Instant', description: 'From this moment on.', resolve: row => row.startsAt }),
    endsAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Until just before this moment; not given: until it is ended.',
      resolve: ({ endsAt, endedAt }) =>
        endedAt !== null && (endsAt === null || endedAt < endsAt) ? endedAt : endsAt,
    }),
  }),
})

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is signed in.',
  authScopes: { public: true },
  fields: t => ({
    person: t.field({ type: PartyNode, description: 'The person.', resolve: viewer => viewer.partyId }),
    email: t.string({
      description: 'The mail address he signs in with.',
      resolve: async (viewer, _args, { em }) =>
        (await loginsOfParties(em, [viewer.partyId]))[0]?.address ?? '',
    }),
    roles: t.field({
      type: [RoleEnum],
      description: 'The roles he holds.',
      resolve: viewer => [...viewer.roles].sort(),
    }),
    issuerOf: t.field({
      type: [ProjectNode],
      description: 'Projects whose revenue he reports.',
      resolve: viewer => [...viewer.projects.issuer],
    }),
    actsFor: t.field({
      type: [PartyNode],
      description: 'Parties he may act for now.',
      resolve: viewer => [...viewer.principals.keys()],
    }),
    mandates: t.field({
      type: [MandateType],
      description: 'Mandates he gave or got, ended ones included, newest first.',
      resolve: (viewer, _args, { em }) => mandatesOf(em, [viewer.partyId, ...viewer.principals.keys()]),
    }),
  }),
})

builder.queryField('viewer', t =>
  t.field({
    type: ViewerType,
    nullable: true,
    authScopes: { public: true },
    description: 'Who is signed in; null when nobody is.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
)

builder.mutationField('ping', t =>
  t.field({
    type: 'Instant',
    authScopes: { signedIn: true },
    description:
      'Changes nothing: whether a token is good, and what a request costs that does nothing. Answers our time.',
    resolve: (_root, _args, { now }) => now,
  }),
)
