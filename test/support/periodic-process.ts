import { testClock } from '../../src/clock.ts'
import { openOrm } from '../../src/database/orm.ts'
import { issueMissingPeriodicStatements } from '../../src/jobs/issue-periodic-statements.ts'

/* A process that issues periodic statements and may be killed while it does. Arguments: database URL, folder, instant. */
const [url = '', folder = '', instant = ''] = process.argv.slice(2)
const orm = await openOrm({ url })
const now = new Date(instant)
const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => console.error(facts) }
const platform = { name: 'Tantième', contact: 'help@tantieme.example', verifyUrl: 'http://127.0.0.1/verify' }
await issueMissingPeriodicStatements({ orm, clock: testClock(now), log, paper: { folder, platform } }, now)
await orm.close()
