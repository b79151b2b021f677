const NAME = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/

/** The id of the batch that a payment file of ours is called after: its id without dashes. Null: no file of ours is called so. */
export function batchNamed(fileId: string | null): string | null {
  const parts = NAME.exec(fileId ?? '')
  return parts === null ? null : parts.slice(1).join('-')
}
