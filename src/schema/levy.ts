import type { Levy } from '../domain/dividends/levies/levies-on.ts'
import type { LineRelease } from '../domain/dividends/levies/line-releases.ts'
import { builder } from './builder.ts'
import { money, type Of } from './scalars.ts'

/** One levy on a line. */
export const LevyType = builder.objectRef<Of<Levy>>('ExplainedLevy').implement({
  description: 'A levy withheld from a line, rounded half up by itself.',
  authScopes: { public: true },
  fields: t => ({
    code: t.exposeString('code', { description: 'Which levy.' }),
    ratio: t.field({ type: 'Decimal', description: 'Such as "0.128".', resolve: row => row.ratio }),
    base: t.field(money('Of what: the line without its capital.', row => row.base)),
    amount: t.field(money('What was withheld.', row => row.amount)),
    source: t.exposeString('source', { description: 'The article, and where it was read.' }),
  }),
})

/** What became of a line that was held. */
export const ReleaseType = builder.objectRef<Of<LineRelease>>('LineRelease').implement({
  description: 'An amount that was held because a levy rule was not known, and is held no more.',
  authScopes: { public: true },
  fields: t => ({
    on: t.field({ type: 'Day', description: 'The day of it.', resolve: row => row.on }),
    levies: t.field({
      type: [LevyType],
      description: 'What was withheld that day, by the rules of the payment date.',
      resolve: ({ levies, currency }) => levies.map(levy => ({ ...levy, currency })),
    }),
    net: t.field(money('What is left to the holder.', row => row.net)),
  }),
})
