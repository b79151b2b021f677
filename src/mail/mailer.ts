import { createTransport } from 'nodemailer'
import type { MailAnswer } from '../domain/parties/messages/settle-mail.ts'
import { htmlOf } from './html-of.ts'

/** Where mail goes out, and from whom. */
export type MailSettings = { url: string; from: string }

/** A mail as the outbox keeps it. */
export type Mail = { id: string; address: string; subject: string; body: string }

/** Gives mails to a mail server. */
export type Mailer = {
  /**
   * Tries a mail once. The same mail has the same Message-ID at each attempt, so that a mailbox that got it twice knows it
   * is one. Never throws: the answer says what happened, in codes.
   */
  send(mail: Mail): Promise<MailAnswer>
  close(): void
}

/** Waits so long for a server, in milliseconds: a mail that it may have taken is tried again later. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** Connects to the mail server when the first mail goes out. */
export function openMailer({ url, from }: MailSettings): Mailer {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    ...PATIENCE,
    pool: true,
    maxConnections: 4,
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // Without this a server on the way could keep the connection in the clear.
    requireTLS: !secure && searchParams.get('tls') !== 'none',
    ignoreTLS: searchParams.get('tls') === 'none',
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  return {
    async send({ id, address, subject, body }) {
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: '', address },
          subject,
          text: body,
          html: htmlOf(body),
          messageId: messageIdOf(id, domain),
          // RFC 3834: an absence note is no answer to it.
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { how: 'taken', status: codesIn(sent.response) }
      } catch (error) {
        return answerOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** How a mail is called on its way (RFC 5322, 3.6.4). */
export const messageIdOf = (id: string, domain: string): string => `<${id}@${domain}>`

/** The mail of ours that a Message-ID names; null when it is none of ours. */
export function mailNamed(messageId: string): string | null {
  return /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/.exec(messageId.trim())?.[1] ?? null
}

type SmtpError = { responseCode?: number; response?: string; command?: string; code?: string }

/** What goes wrong before a mail is spoken of: no way to the server, no agreement on keys, or it does not let us in. */
const BEFORE_MAIL = /^(CONN|EHLO|HELO|STARTTLS|AUTH.*|MAIL FROM)$/

/**
 * About the mail speaks only what a server answers to its recipient or its text. A connection that breaks within a mail is
 * counted against it too: one that breaks at each attempt must not hold up all others.
 */
function answerOf(error: unknown): MailAnswer {
  const { responseCode = 0, response = '', command = '', code = 'UNKNOWN' } = error as SmtpError
  const status = codesIn(response) || code.slice(0, 20)
  // An address that cannot be written into an envelope: RFC 3463 calls it so.
  if (code === 'EENVELOPE' && command === '' && responseCode === 0) return { how: 'refused', status: '5.1.3' }
  if (BEFORE_MAIL.test(command) || (command === '' && responseCode === 0))
    return { how: 'unreachable', status }
  return { how: responseCode >= 500 ? 'refused' : 'deferred', status }
}

/** The codes of an answer, without its words: they may name the recipient. */
const codesIn = (response: string): string =>
  /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0].replace('-', ' ') ?? ''
