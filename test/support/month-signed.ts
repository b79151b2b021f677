import { expect } from '@jest/globals'
import type { Person } from '../../src/cli/demo/client.ts'
import { cents } from './month.ts'

/* A run that is looked at, signed as it was seen, and carried out. */

const REFUSED = '... on Refusal { __typename code message }'
/** As many lines as one answer holds. */
const PAGE = 100

type Amount = { amount: string }
type Preview = {
  hash: string
  holders: number
  amount: Amount
  recipients: { recipient: string; amount: Amount }[]
}

/** What a run of a project would do on a day. */
export async function preview(who: Person, projectId: string, paidOn: string): Promise<Preview> {
  const { previewDistribution } = await who.ask<{ previewDistribution: Preview }>(
    `query ($projectId: ID!, $paidOn: Day!) {
      previewDistribution(projectId: $projectId, paidOn: $paidOn) {
        ... on DistributionPreview { hash holders amount { amount } recipients { recipient amount { amount } } } ${REFUSED}
      }
    }`,
    { projectId, paidOn },
  )
  return previewDistribution
}

/** Signs a preview by its hash. */
export const signPreview = (approver: Person, projectId: string, paidOn: string, hash: string) =>
  approver.ask(
    `mutation ($projectId: ID!, $paidOn: Day!, $hash: String!) {
      approveDistribution(projectId: $projectId, paidOn: $paidOn, hash: $hash, idempotencyKey: "sign") { ${REFUSED} }
    }`,
    { projectId, paidOn, hash },
  )

type Distribution = { id: string; amount: Amount; recipients: Preview['recipients'] }

/** Carries out what was signed. */
export async function distribute(finance: Person, projectId: string): Promise<Distribution> {
  const { distribute: made } = await finance.ask<{ distribute: { distribution: Distribution } }>(
    `mutation ($projectId: ID!) {
      distribute(projectId: $projectId, idempotencyKey: "distribute") {
        ... on DistributionPayload { distribution { id amount { amount } recipients { recipient amount { amount } } } } ${REFUSED}
      }
    }`,
    { projectId },
  )
  return made.distribution
}

/** What a run gave each holder, by party: in minor units, but for the carry, which is a text of them. */
export type Line = { gross: bigint; net: bigint; carry: string }

type Page = {
  pageInfo: { hasNextPage: boolean; endCursor: string }
  edges: { node: { holder: { id: string }; gross: Amount; net: Amount; carry: string } }[]
}

/** Every line of a run, page by page. */
export async function linesOf(who: Person, id: string): Promise<Map<string, Line>> {
  const lines = new Map<string, Line>()
  let after: string | null = null
  do {
    const found: { distribution: { dividends: Page } } = await who.ask(
      `query ($id: ID!, $after: String) {
        distribution(id: $id) {
          dividends(first: ${PAGE}, after: $after) {
            pageInfo { hasNextPage endCursor }
            edges { node { holder { id } gross { amount } net { amount } carry } }
          }
        }
      }`,
      { id, after },
    )
    const { edges, pageInfo } = found.distribution.dividends
    for (const { node } of edges) {
      expect(lines.has(node.holder.id)).toBe(false)
      lines.set(node.holder.id, { gross: cents(node.gross), net: cents(node.net), carry: node.carry })
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  return lines
}
