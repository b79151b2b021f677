import { PLATFORM, TAX_OFFICE } from '../domain/ids.ts'
import { builder } from './builder.ts'
import { PayoutType } from './payout.ts'
import { PayeeWithoutPartyEnum } from './payout-account.ts'
import { PartyNode } from './refs.ts'

const NO_PARTIES: readonly string[] = [PLATFORM, TAX_OFFICE]

// A payout is seen by its payee and by staff, who both see the party; who is not seen is answered as nobody.
builder.objectFields(PayoutType, t => ({
  payee: t.field({
    type: PartyNode,
    nullable: true,
    description: 'The party that is paid; null where it is none: see `payeeWithoutParty`.',
    resolve: row => (NO_PARTIES.includes(row.payeeOwnerId) ? null : row.payeeOwnerId),
  }),
  payeeWithoutParty: t.field({
    type: PayeeWithoutPartyEnum,
    nullable: true,
    description: 'Who is paid and is no party; null where a party is.',
    resolve: ({ payeeOwnerId }) =>
      payeeOwnerId === PLATFORM || payeeOwnerId === TAX_OFFICE ? payeeOwnerId : null,
  }),
}))
