/** A table as other programs put it on the clipboard: as text with tabs, and where they can as HTML with its merges and formats. */
export interface PastedTable { readonly text: string; readonly html: string | null }

/** A message to the core carries at most 8 MiB: beyond this many characters the HTML stays behind, since the text holds every value. */
const htmlChars = 3_000_000

/** Null where nothing was copied that could be a table: a picture, a file. */
export function pastedTable(clipboard: Pick<DataTransfer, 'getData'> | null): PastedTable | null {
  const text = clipboard?.getData('text/plain') ?? ''
  const html = clipboard?.getData('text/html') ?? ''
  if (text.trim() === '' && html === '') return null
  return { text, html: /<table\b/i.test(html) && html.length + text.length <= htmlChars ? html : null }
}
