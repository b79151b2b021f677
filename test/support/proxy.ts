import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What becomes of the next COMMIT: it never reaches the database, or its answer never reaches the client. */
type Accident = 'lost' | 'unheard'

/** A wire to the database that can be cut at the worst moment. */
export type Wire = { url: string; cut(accident: Accident): void; close(): Promise<void> }

/** Stands between a client and PostgreSQL and lets everything through, until it is told to cut a COMMIT off. */
export async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let next: Accident | null = null
  const server = createServer(client => {
    const database = connect(Number(target.port), target.hostname)
    let unheard = false
    const end = () => [client, database].map(socket => socket.destroy())
    for (const socket of [client, database]) sockets.add(socket.on('error', end).on('close', end))
    client.on('data', chunk => {
      const accident = next !== null && /\bcommit\0/i.test(chunk.toString('latin1')) ? next : null
      if (accident !== null) next = null
      if (accident === 'lost') return end()
      unheard ||= accident === 'unheard'
      database.write(chunk)
    })
    database.on('data', chunk => (unheard ? end() : client.write(chunk)))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await once(server.close(), 'close')
  }
  return {
    url: url.href,
    cut: accident => {
      next = accident
    },
    close,
  }
}
