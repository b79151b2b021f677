import { confirmEligibility } from '../domain/shares/gifts/confirm-eligibility.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { ReceiptArticleEnum } from './donation-receipt.ts'
import { idOf } from './ids.ts'
import { KEY, PartyPayload } from './payloads.ts'

builder.mutationField('confirmGiftEligibility', t =>
  t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Confirms what somebody else declared of the gifts to an issuer: from then on it counts, and donors get receipts.',
    args: {
      partyId: t.arg.id({ description: 'Id of the issuer.' }),
      article: t.arg({ type: ReceiptArticleEnum, description: 'Under which article it was declared.' }),
      version: t.arg.int({ description: 'The number of the declaration among those of the article.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'confirmGiftEligibility', args, (em, { personId: confirmerId }) => {
        const { article, version } = args
        const partyId = idOf('Party', args.partyId)
        return confirmEligibility(em, { partyId, article, version, confirmerId }, context.now)
      }),
  }),
)
