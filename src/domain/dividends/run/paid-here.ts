/**
 * As SQL, whether a run was carried out here: the books have no entry that it was paid elsewhere. What another platform
 * paid before its books were brought here it told its holders and the tax offices itself.
 */
export const paidHere = (distributionId: string): string =>
  `not exists (select from entry as past where past.kind = 'historyPaid' and past.fact_id = ${distributionId})`
