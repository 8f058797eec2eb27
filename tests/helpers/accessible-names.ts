import type { Page } from 'playwright'

/** Roles that say nothing without a name. */
const named = new Set(['button', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'link', 'grid', 'treegrid', 'table', 'dialog', 'listbox', 'option', 'tab', 'tabpanel', 'tablist', 'progressbar', 'separator', 'meter', 'region', 'navigation', 'columnheader', 'article', 'figure'])

/** Roles of the controls on the page that have no name for who hears it. */
export async function unnamedControls(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes.flatMap(({ ignored, role, name }) => (!ignored && named.has(String(role?.value)) && String(name?.value ?? '').trim() === '' ? [String(role?.value)] : []))
}
