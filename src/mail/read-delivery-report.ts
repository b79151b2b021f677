import PostalMime, { type Attachment } from 'postal-mime'
import { mailNamed } from './mailer.ts'

/** A mail of ours that a server says it could not deliver. `status`: the code of RFC 3463. */
export type FailedDelivery = { messageId: string; address: string; status: string }

/**
 * What a delivery report (RFC 3464) says failed: the mail whose head it brings back, by recipient. Delays and deliveries are
 * passed over, and so is whatever is no report, or names no mail of ours.
 */
export async function readDeliveryReport(text: string): Promise<FailedDelivery[]> {
  const { attachments } = await PostalMime.parse(text, {
    attachmentEncoding: 'utf8',
    forceRfc822Attachments: true,
  })
  const [status] = contentsOf(attachments, /^message\/(global-)?delivery-status$/)
  const [original] = contentsOf(
    attachments,
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/,
  )
  if (status === undefined || original === undefined) return []
  const messageId = mailNamed((await PostalMime.parse(original)).messageId ?? '')
  if (messageId === null) return []
  const failed: FailedDelivery[] = []
  // Its first group of fields is about the report, each other one about a recipient; each reads as the head of a mail.
  for (const group of status.split(/(?:\r?\n){2,}/)) {
    const { headers } = await PostalMime.parse(`${group.trim()}\r\n\r\n`)
    const field = (name: string) => headers.find(({ key }) => key === name)?.value ?? ''
    const address = field('final-recipient').split(';')[1]?.trim() ?? ''
    if (field('action').trim().toLowerCase() !== 'failed' || address === '') continue
    failed.push({
      messageId,
      address,
      status: /\b[245]\.\d{1,3}\.\d{1,3}/.exec(field('status'))?.[0] ?? '5.0.0',
    })
  }
  return failed
}

function contentsOf(attachments: readonly Attachment[], type: RegExp): string[] {
  return attachments
    .filter(({ mimeType }) => type.test(mimeType.toLowerCase()))
    .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)))
}
