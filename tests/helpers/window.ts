/** What the specs of several sections do in the same way: enter a workspace, go to a section, choose files, reach a control by Tab alone. */
import type { Page } from 'playwright'

export const section = (page: Page, name: string) => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name })

/** First start: the person, then a workspace of this name. */
export async function makeWorkspace(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill('Amina Diallo')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'New workspace' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
}

/** A file as it is chosen in the browser's dialog. */
export interface ChosenFile { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** The button of the section Submissions, then these files; in either language. */
export async function chooseFiles(page: Page, files: ChosenFile | ChosenFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^(Choose files…|Choisir des fichiers…)$/ }).click()
  await (await chooser).setFiles(files)
}

/** Presses Tab until a control with this accessible name has the focus. */
export async function tabTo(page: Page, name: string | RegExp, most = 120): Promise<void> {
  const seen: string[] = []
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])].map((label) => label.textContent) : []
      return element?.getAttribute('aria-label') ?? ([...labels, element?.textContent ?? ''].find((text) => text !== '') ?? '')
    })
    if (typeof name === 'string' ? focused === name : name.test(focused)) return
    seen.push(focused.slice(0, 40))
  }
  throw new Error(`Tab does not reach ${String(name)}, among ${seen.join(' | ')}`)
}
