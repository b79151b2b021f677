import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What a mailbox got: a mail, and whether its server then answered that it had taken it. */
export type Got = { to: string; mail: Email }

/** How a server treats a recipient: an answer to RCPT, one to the text, or the line cut before it answers. */
export type Treatment = { rcpt?: [number, string]; data?: [number, string]; cut?: boolean }

/** A real mail server in this process, on a port of its own. */
export async function openMailServer() {
  const got: Got[] = []
  const treatments = new Map<string, Treatment>()
  const failing = ([responseCode, message]: [number, string]) =>
    Object.assign(new Error(message), { responseCode })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const { rcpt } = treatments.get(address) ?? {}
      done(rcpt ? failing(rcpt) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const { data, cut } = treatments.get(to) ?? {}
        if (data) return done(failing(data))
        got.push({ to, mail: await PostalMime.parse(Buffer.concat(chunks)) })
        if (!cut) return done(null, '2.0.0 taken')
        for (const connection of connections) connection.destroy()
      })
    },
  })
  const connections = new Set<import('node:net').Socket>()
  server.server.on('connection', socket => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    socket.on('error', () => {})
  })
  server.on('error', () => {})
  const listen = (port: number) =>
    new Promise<void>(resolve => void server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.server.address() as AddressInfo
  return {
    got,
    treatments,
    settings: { url: `smtp://127.0.0.1:${port}?tls=none`, from: 'Tantième <no-reply@tantieme.example>' },
    /** What a mailbox got. */
    to: (address: string) => got.filter(each => each.to === address).map(each => each.mail),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        for (const connection of connections) connection.destroy()
      }),
  }
}
