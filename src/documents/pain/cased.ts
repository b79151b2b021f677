/** Letters that stand for a capital: "TH" among capitals and at their end, "Th" before a small letter. */
export function capitalised(latin: string, next: string | undefined): string {
  const beforeSmall = next !== undefined && /\p{Ll}/u.test(next)
  return beforeSmall ? `${latin.charAt(0).toUpperCase()}${latin.slice(1)}` : latin.toUpperCase()
}
