import { act } from '../../src/act.ts'
import { openOrm } from '../../src/database/orm.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { distribute } from '../../src/domain/dividends/run/distribute.ts'

/* A process that distributes one project and may be killed while it does. Arguments: database URL, project, instant. */
const [url = '', projectId = '', instant = ''] = process.argv.slice(2)
const orm = await openOrm({ url })
const now = new Date(instant)
const { made } = await act(orm, { actor: system('job'), verb: 'distribute', now }, em =>
  distribute(em, { projectId }, now),
)
console.log(made.distributionId)
await orm.close()
