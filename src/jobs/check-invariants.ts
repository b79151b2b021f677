import { runChecks } from '../domain/checks/run-checks.ts'
import type { Workshop } from './job.ts'

/** Makes every check on a quiet look at the database. What is broken is logged and told in the outcome. */
export async function checkInvariants({ orm, log }: Workshop): Promise<string> {
  const results = await orm.em.fork().transactional(runChecks, { readOnly: true })
  const broken = results.filter(result => result.violations > 0)
  for (const { name, violations, found } of broken) log.error({ violations, found }, `broken: ${name}`)
  if (broken.length === 0) return `${results.length} checks hold`
  throw new Error(`broken: ${broken.map(check => `${check.name} (${check.violations})`).join('; ')}`)
}
