import { systemClock } from '../../src/clock.ts'
import { openOrm } from '../../src/database/orm.ts'
import { writeExports } from '../../src/jobs/exports/write-exports.ts'

/* A process that writes the exports that are asked for and may be killed while it does. Arguments: database URL, folder. */
const [url = '', folder = ''] = process.argv.slice(2)
const orm = await openOrm({ url })
const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => console.error(facts) }
const platform = { name: 'Tantième', contact: 'help@tantieme.example', verifyUrl: 'http://127.0.0.1/verify' }
await writeExports({ orm, clock: systemClock, log, paper: { folder, platform } }, new Date())
await orm.close()
