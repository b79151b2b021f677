import type { Person } from './client.ts'
import type { Family, FamilyStory } from './family.ts'
import { giveRole, type Staff } from './stage.ts'

type Cast = { staff: Staff; issuer: Person; people: Record<string, Person> }

/** Finance proposes project, contract and offering as the file of a family has them; the approver signs and publishes. */
export async function openFamily(cast: Cast, family: Family, story: FamilyStory) {
  const { admin, finance, approver } = cast.staff
  const { currency, timeZone } = family
  const key = story.starts.slice(0, 10)
  const money = (amount: string | undefined) => (amount === undefined ? undefined : { amount, currency })
  const opened = await finance.ask<Opened>(OPEN_PROJECT, {
    input: {
      ...{
        idempotencyKey: `${key}-project`,
        name: family.title,
        issuerId: cast.issuer.id,
        currency,
        timeZone,
      },
      classes: family.classes.map(({ nominal, ...rest }) => ({ ...rest, nominal: money(nominal) })),
    },
  })
  const { id: projectId, classes: made } = opened.openProject.project
  const classes = Object.fromEntries(made.map(each => [each.code, each.id]))
  await giveRole(admin, cast.issuer, 'issuer', projectId)
  const proposed = await finance.ask<{ proposeContract: { contract: { id: string } } }>(PROPOSE_CONTRACT, {
    input: { idempotencyKey: `${key}-contract`, projectId, currency, ...contractOf(family, cast) },
  })
  await approver.ask(SIGN, { id: proposed.proposeContract.contract.id, key: `${key}-signature` })
  const offered = await finance.ask<{ proposeOffering: { offering: { id: string } } }>(PROPOSE_OFFERING, {
    input: { idempotencyKey: `${key}-offering`, ...offeringOf(family, story, { cast, classes, projectId }) },
  })
  const offeringId = offered.proposeOffering.offering.id
  await approver.ask(PUBLISH, { id: offeringId, key: `${key}-publication` })
  return { projectId, offeringId, classes }
}

function contractOf({ contract: { partners = [], ...rest } }: Family, { people }: Cast) {
  return {
    ...rest,
    partners: partners.map(({ who, ...partner }) => ({ ...partner, partyId: people[who]?.id })),
  }
}

function offeringOf(
  { offering: { class: code, matching, ...rest }, currency }: Family,
  { opensAt, closesAt }: FamilyStory,
  { cast, classes, projectId }: { cast: Cast; classes: Record<string, string>; projectId: string },
) {
  const sold = code === undefined ? { projectId } : { classId: classes[code] }
  const sponsor = matching && { ratio: matching.ratio, sponsorId: cast.people[matching.sponsor]?.id }
  return { ...(withMoney(rest, currency) as object), ...sold, opensAt, closesAt, matching: sponsor }
}

const MONEY = new Set(['sharePrice', 'goal', 'minimum', 'price', 'offeredElsewhere'])

/** The amounts of terms as the API reads them: a file writes them once, without the currency that is its own. */
function withMoney(value: unknown, currency: string): unknown {
  if (Array.isArray(value)) return value.map(each => withMoney(each, currency))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      MONEY.has(name) && typeof each === 'string' ? { amount: each, currency } : withMoney(each, currency),
    ]),
  )
}

type Opened = { openProject: { project: { id: string; classes: { id: string; code: string }[] } } }

const REFUSED = '... on Refusal { __typename code message }'
const OPEN_PROJECT = `mutation ($input: OpenProjectInput!) {
  openProject(input: $input) { ... on ProjectPayload { project { id classes { id code } } } ${REFUSED} }
}`
const PROPOSE_CONTRACT = `mutation ($input: ProposeContractInput!) {
  proposeContract(input: $input) { ... on ContractPayload { contract { id } } ${REFUSED} }
}`
const SIGN = `mutation ($id: ID!, $key: String!) { signContract(contractId: $id, idempotencyKey: $key) { ${REFUSED} } }`
const PROPOSE_OFFERING = `mutation ($input: ProposeOfferingInput!) {
  proposeOffering(input: $input) { ... on OfferingPayload { offering { id } } ${REFUSED} }
}`
const PUBLISH = `mutation ($id: ID!, $key: String!) {
  publishOffering(offeringId: $id, idempotencyKey: $key) { ${REFUSED} }
}`
