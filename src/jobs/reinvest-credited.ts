import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { rulesDue } from '../domain/dividends/reinvestment/credited-by-runs.ts'
import { reinvest } from '../domain/dividends/reinvestment/reinvest.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Carries every rule to reinvest out after each distribution that credited its owner since it was set. */
export async function reinvestCredited({ orm, log }: Workshop, now: Date): Promise<string> {
  const due = new Map(
    (await rulesDue(orm.em.fork())).map(each => [`${each.ruleId}:${each.distributionId}`, each]),
  )
  const deed = { actor: system('job'), verb: 'reinvest', now }
  const carryOut = (key: string) =>
    act(orm, deed, em => reinvest(em, due.get(key) ?? { ruleId: '', distributionId: '' }, now))
  const { done, failed } = await tryEach(log, [...due.keys()], carryOut)
  return outcomeOf(`${done} rules to reinvest carried out`, failed)
}
