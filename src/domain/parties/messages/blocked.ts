/**
 * Whether mail to the address in a column came back for good, and nobody has said since that it may be written to again: a
 * part of a query. The address that takes its place is another one, and free.
 */
export const blockedAddress = (column: string): string => `exists (
  select from mail_bounce as bounce join message as returned on returned.id = bounce.message_id
    left join mail_bounce_end as ended on ended.bounce_id = bounce.id
   where returned.address = ${column} and bounce.how <> 'givenUp' and ended.bounce_id is null)`
