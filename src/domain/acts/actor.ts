/** Who acts. Null when the system does. */
export type Actor = {
  partyId: string | null
  onBehalfOfId: string | null
  mandateId: string | null
  channel: 'api' | 'job' | 'cli'
}

/** The system itself: a job or the command line. */
export const system = (channel: 'job' | 'cli'): Actor => ({
  partyId: null,
  onBehalfOfId: null,
  mandateId: null,
  channel,
})
