import './access.ts'
import './contract.ts'
import './distribution.ts'
import './ledger.ts'
import './offering.ts'
import './offering-changes.ts'
import './operations.ts'
import './party.ts'
import './people.ts'
import './project.ts'
import './receipt.ts'
import './refusal.ts'
import './revenue.ts'
import './scalars.ts'
import './statement.ts'
import './subscription.ts'
import './viewer.ts'
import { GraphQLSchema } from 'graphql'
import { builder } from './builder.ts'

/**
 * The whole API. Printed to schema.graphql by `npm run schema`. An order is a type called Subscription, which the
 * builder, and whoever reads a schema without a list of its roots, takes for the root of subscription operations:
 * so that root is taken away, and the description makes the printer write the list.
 */
export const schema = new GraphQLSchema({
  ...builder.toSchema().toConfig(),
  subscription: null,
  description: 'Raise money for projects, and share their revenue exactly among those who gave it.',
})
