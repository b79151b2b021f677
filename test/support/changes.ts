import type { Person } from '../../src/cli/demo/client.ts'

const REFUSAL = '... on Refusal { __typename code message }'

/** Sends a change and answers what it made; a refusal fails the test. */
export async function done<T>(person: Person, change: string, input: object, selection: string): Promise<T> {
  const type = `${change.charAt(0).toUpperCase()}${change.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${change}(input: $input) { ${selection} ${REFUSAL} } }`
  const answer = await person.ask<Record<string, T>>(query, { input })
  return answer[change] as T
}

/** Sends a change that takes an id. */
export const step = (person: Person, change: string, argument: string, id: string) =>
  person.ask(
    `mutation ($id: ID!) { ${change}(${argument}: $id, idempotencyKey: "${change}-${id.slice(-12)}") { ${REFUSAL} } }`,
    { id },
  )
