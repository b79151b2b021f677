import { Person } from '../../src/cli/demo/client.ts'
import { giveRole, type Staff } from '../../src/cli/demo/stage.ts'
import { done, step } from './changes.ts'

export const join = (url: string, name: string) =>
  Person.join(url, {
    email: `${name.toLowerCase()}@x.example`,
    name,
    password: 'long enough 1',
    language: 'en',
  })

/** Through the API: a project with a signed contract, and an offering of it that finance proposes with these terms. */
export async function proposeThrough(staff: Staff, issuer: Person, name: string, terms: object = {}) {
  const { project } = await done<{ project: { id: string; classes: { id: string }[] } }>(
    staff.finance,
    'openProject',
    {
      idempotencyKey: `${name}-project`,
      name,
      issuerId: issuer.id,
      currency: 'EUR',
      classes: [{ code: 'parts', name: 'Parts', shares: 100 }],
    },
    '... on ProjectPayload { project { id classes { id } } }',
  )
  await giveRole(staff.admin, issuer, 'issuer', project.id)
  const { contract } = await done<{ contract: { id: string } }>(
    staff.finance,
    'proposeContract',
    {
      idempotencyKey: `${name}-contract`,
      projectId: project.id,
      currency: 'EUR',
      tiers: [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }],
      recordDate: 'periodEnd',
      unsold: 'raisesSold',
    },
    '... on ContractPayload { contract { id } }',
  )
  await step(staff.approver, 'signContract', 'contractId', contract.id)
  const { offering } = await done<{ offering: { id: string } }>(
    staff.finance,
    'proposeOffering',
    {
      idempotencyKey: `${name}-offering`,
      classId: project.classes[0]?.id ?? '',
      sharePrice: { amount: '10.00', currency: 'EUR' },
      shares: 100,
      goalMode: 'none',
      opensAt: '2010-01-01T00:00:00Z',
      closesAt: '2010-02-01T00:00:00Z',
      ...terms,
    },
    '... on OfferingPayload { offering { id } }',
  )
  return { projectId: project.id, classId: project.classes[0]?.id ?? '', offeringId: offering.id }
}
