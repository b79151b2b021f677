import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { Refusal } from '../domain/refusal.ts'
import { checkCount, MOST } from './connections.ts'
import { type Context, isMember, isStaff, ownParties, readsPapers } from './context.ts'
import { refuse } from './errors.ts'
import { globalId, readGlobalId } from './ids.ts'

type Types = {
  Context: Context
  DefaultFieldNullability: false
  DefaultInputFieldRequiredness: true
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  AuthScopes: {
    public: boolean
    signedIn: boolean
    staff: boolean
    finance: boolean
    /** The viewer reads the papers of others. */
    papers: boolean
    approver: boolean
    admin: boolean
    /** The viewer is this party or may act for it. */
    self: string
    /** The viewer is issuer in this project. */
    issuerOf: string
    /** The viewer is issuer or partner in this project. */
    memberOf: string
  }
  Scalars: {
    ID: { Input: string; Output: string }
    Decimal: { Input: string; Output: string }
    Day: { Input: string; Output: string }
    Instant: { Input: Date; Output: Date }
  }
}

/** How much one request may cost: depth of nesting, fields in all, and fields weighed by the length of lists. */
const LIMITS = { depth: 14, breadth: 400, complexity: 8000 }

const visible = { authScopes: { public: true } } as const

/** Builds the GraphQL schema from code. Every type and field says who may see it; a test refuses one that does not. */
export const builder = new SchemaBuilder<Types>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, ComplexityPlugin, DataloaderPlugin, RelayPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  errors: {
    defaultTypes: [Refusal],
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
      description: 'What was done, or why it was refused.',
    },
  },
  scopeAuth: {
    authScopes: context => {
      const { viewer } = context
      return {
        public: true,
        signedIn: viewer !== null,
        staff: isStaff(context),
        finance: viewer?.roles.has('finance') ?? false,
        papers: readsPapers(context),
        approver: viewer?.roles.has('approver') ?? false,
        admin: viewer?.roles.has('admin') ?? false,
        self: partyId => ownParties(context).includes(partyId),
        // Who he is may change within a request, so these look when they are asked.
        issuerOf: projectId => context.viewer?.projects.issuer.has(projectId) ?? false,
        memberOf: projectId => isMember(context, projectId),
      }
    },
    unauthorizedError: (_parent, context) =>
      context.viewer === null ? refuse.UNAUTHENTICATED({}) : refuse.FORBIDDEN({}),
  },
  complexity: {
    limit: LIMITS,
    defaultComplexity: 1,
    defaultListMultiplier: 5,
    complexityError: (kind, result) => {
      const name = kind.toLowerCase() as 'depth' | 'breadth' | 'complexity'
      return refuse.QUERY_TOO_COMPLEX({ kind: name, cost: result[name], most: LIMITS[name] })
    },
  },
  relay: {
    cursorType: 'String',
    encodeGlobalID: (typename, id) => globalId(typename, String(id)),
    decodeGlobalID: readGlobalId,
    nodeTypeOptions: { description: 'Anything that has an id.' },
    nodeQueryOptions: {
      ...visible,
      description: 'The thing with this id. What does not exist and what is not for you get the same answer.',
      args: { id: { description: 'Its id.' } },
    },
    nodesQueryOptions: {
      ...visible,
      description: 'The things with these ids, at most 100.',
      args: { ids: { description: 'Their ids.' } },
      complexity: ({ ids }) => ({ field: 1, multiplier: Math.min((ids as unknown[]).length, MOST) }),
      resolve: (...[, { ids }, , , resolveNodes]) => {
        checkCount('ids', ids.length)
        return resolveNodes(ids)
      },
    },
    idFieldOptions: { description: 'The id, unique over all types.' },
    pageInfoTypeOptions: { ...visible, description: 'Whether a list goes on, and from where.' },
    hasNextPageFieldOptions: { description: 'There is more after this page.' },
    hasPreviousPageFieldOptions: { description: 'There is more before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first item of this page.' },
    endCursorFieldOptions: {
      description: 'Cursor of the last item of this page: pass it as `after` for the next.',
    },
    defaultConnectionTypeOptions: { ...visible, description: 'A page of a list.' },
    defaultEdgeTypeOptions: { ...visible, description: 'One item of a page with its cursor.' },
    edgesFieldOptions: { description: 'The items of this page.', complexity: { field: 0, multiplier: 1 } },
    nodeFieldOptions: { description: 'The item itself.' },
    cursorFieldOptions: { description: 'Where this item stands in the list.' },
    pageInfoFieldOptions: { description: 'Whether the list goes on, and from where.' },
    firstArgOptions: { description: 'How many items from the start, at most 100 (20 if not given).' },
    lastArgOptions: { description: 'How many items from the end, at most 100.' },
    afterArgOptions: { description: 'Only items after this cursor.' },
    beforeArgOptions: { description: 'Only items before this cursor.' },
    nodesOnConnection: false,
  },
})

builder.queryType({ description: 'What can be read.', authScopes: { public: true } })
builder.mutationType({ description: 'What can be changed.', authScopes: { public: true } })
