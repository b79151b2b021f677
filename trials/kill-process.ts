import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { openOrm } from '../src/database/orm.ts'
import { distributeApproved } from '../src/jobs/distribute-approved.ts'

/*
 * A process in which the job that distributes runs once, to be killed with -9. Each thing it sends to the database is a
 * numbered point: at POINT (0: none) it ends itself there, before that is sent. It tells on its output what the outside
 * must know (`begun`, `writing` when the first line of the run is on its way, `committing`, `ended POINTS`), and stays
 * until its input ends. Arguments: database URL, instant, point.
 */
const [url = '', instant = '', point = ''] = process.argv.slice(2)
const last = Number(point)
const told = new Set<string>()
let points = 0
let counting = false

const send = Socket.prototype.write
Socket.prototype.write = function (this: Socket, ...args: unknown[]): boolean {
  if (counting && this.remotePort !== undefined) pass(Buffer.from(args[0] as Uint8Array))
  return Reflect.apply(send, this, args)
}

const orm = await openOrm({ url })
// The first connection is made before the run begins: nothing can be lost there.
await orm.em.fork().execute('select 1')
counting = true
tell('begun')
const outcome = await distributeApproved({ orm, log: console } as never, new Date(instant))
counting = false
tell(`ended ${points} ${outcome}`)
await once(process.stdin.resume(), 'end')
await orm.close()

function pass(bytes: Buffer): void {
  points++
  if (points === last) process.kill(process.pid, 'SIGKILL')
  const text = bytes.length > 20_000 ? '' : bytes.toString('latin1')
  if (text.includes('insert into "distribution"')) tell('writing')
  if (/\bcommit\0/i.test(text)) tell('committing')
}

/** At once: what a killed process has not written yet is lost. */
function tell(what: string): void {
  if (told.has(what)) return
  told.add(what)
  writeSync(1, `${what}\n`)
}
