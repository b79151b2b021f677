const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as the simplest page that says the same: a paragraph for each of its own. Nothing is loaded and nothing is followed. */
export function htmlOf(text: string): string {
  const paragraphs = text
    .replace(/^-- $/m, '')
    .split(/\n{2,}/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(
      part => `<p>${part.replaceAll(/[&<>"]/g, sign => ESCAPED[sign] ?? sign).replaceAll('\n', '<br>')}</p>`,
    )
  return `<!doctype html><html><head><meta charset="utf-8"></head><body style="font-family: sans-serif">${paragraphs.join('')}</body></html>`
}
