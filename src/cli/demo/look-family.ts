import { parseCurrency } from '../../domain/money/currency.ts'
import { formatAmount, parseAmount } from '../../domain/money/money.ts'
import type { Person } from './client.ts'
import type { Seen } from './family.ts'
import type { Stage } from './play-family.ts'

/** All that a step of a story may look at, as the API says it; money that is not there is "0.00". */
export type Sight = Required<Seen>

/** Looks at a story through the eyes of those who may see each part of it. */
export async function look(stage: Stage, answer: unknown): Promise<Sight> {
  const { staff, people } = stage
  const { offering, project, platformBalances } = await staff.finance.ask<Overview>(OVERVIEW, {
    offeringId: stage.offeringId,
    projectId: stage.projectId,
  })
  const own = await Promise.all(Object.entries(people).map(([who, person]) => lookAs(stage, who, person)))
  const zero = formatAmount(0n, parseCurrency(stage.family.currency))
  const of = (balances: Balance[], kind: string) => sumOf(balances, kind, stage.family.currency)
  return {
    state: offering.state,
    raised: offering.raised.firm.amount,
    allotted: offering.amountAllotted?.amount ?? zero,
    money: {
      ...Object.fromEntries(own.map(({ who, balances }) => [who, of(balances, 'holder')])),
      issuer: of(project.balances, 'issuer'),
      partners: of(project.balances, 'partner'),
      revenue: of(project.balances, 'revenue'),
      platform: of(platformBalances, 'income'),
    },
    holds: Object.fromEntries(own.map(({ who, shares }) => [who, shares])),
    lines: Object.fromEntries(own.map(({ who, line }) => [who, line ?? zero])),
    answer,
  }
}

async function lookAs({ projectId, family }: Stage, who: string, person: Person) {
  const { viewer, project } = await person.ask<Own>(OWN, { projectId })
  const { balances, holdings, dividends } = viewer.person
  const held = holdings.filter(each => each.shareClass.project.id === projectId)
  const run = project?.distributions.edges[0]?.node.id
  const [latest] = dividends.edges.map(edge => edge.node).filter(node => node.distribution.id === run)
  return {
    who,
    balances: balances.filter(each => each.amount.currency === family.currency),
    shares: held.reduce((sum, each) => sum + each.shares, 0),
    line: latest?.net.amount,
  }
}

function sumOf(balances: readonly Balance[], kind: string, code: string): string {
  const currency = parseCurrency(code)
  const own = balances.filter(each => each.kind === kind && each.amount.currency === code)
  return formatAmount(
    own.reduce((sum, each) => sum + parseAmount(each.amount.amount, currency), 0n),
    currency,
  )
}

type Money = { amount: string; currency: string }
type Balance = { kind: string; amount: Money }
type Overview = {
  offering: { state: string; raised: { firm: Money }; amountAllotted: Money | null }
  project: { balances: Balance[] }
  platformBalances: Balance[]
}
type Own = {
  viewer: {
    person: {
      balances: Balance[]
      holdings: { shares: number; shareClass: { project: { id: string } } }[]
      dividends: { edges: { node: { net: Money; distribution: { id: string } } }[] }
    }
  }
  project: { distributions: { edges: { node: { id: string } }[] } } | null
}

const OVERVIEW = `query ($offeringId: ID!, $projectId: ID!) {
  offering(id: $offeringId) { state raised { firm { amount currency } } amountAllotted { amount currency } }
  project(id: $projectId) { balances { kind amount { amount currency } } }
  platformBalances(kind: income) { kind amount { amount currency } }
}`
const OWN = `query ($projectId: ID!) {
  viewer {
    person {
      balances { kind amount { amount currency } }
      holdings { shares shareClass { project { id } } }
      dividends(last: 5) { edges { node { net { amount currency } distribution { id } } } }
    }
  }
  project(id: $projectId) { distributions(last: 1) { edges { node { id } } } }
}`
