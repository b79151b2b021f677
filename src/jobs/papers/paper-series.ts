import { act } from '../../act.ts'
import { system } from '../../domain/acts/actor.ts'
import { openPaperSeries } from '../../domain/parties/papers/open-paper-series.ts'
import type { Series } from '../../domain/parties/papers/paper-number.ts'
import { paperSecret } from '../../domain/parties/papers/paper-secrets.ts'
import type { Workshop } from '../job.ts'

/** A kind of paper with its secret, which is drawn before its first paper. */
export async function seriesOf({ orm }: Pick<Workshop, 'orm'>, series: string, now: Date): Promise<Series> {
  const known = await paperSecret(orm.em.fork(), series)
  if (known !== null) return { series, secret: known }
  await act(orm, { actor: system('job'), verb: 'openPaperSeries', now }, em =>
    openPaperSeries(em, { series }),
  )
  return { series, secret: (await paperSecret(orm.em.fork(), series)) ?? '' }
}
