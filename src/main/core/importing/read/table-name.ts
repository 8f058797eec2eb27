const headingChars = 60

/** Name of a table that has none of its own: `Table 2`, with the heading that stands above it where there is one. */
export function tableName(index: number, heading: string): string {
  const folded = heading.replace(/\s+/g, ' ').trim()
  const short = folded.length > headingChars ? `${folded.slice(0, headingChars).trimEnd()}…` : folded
  return short === '' ? `Table ${index + 1}` : `Table ${index + 1}: ${short}`
}
