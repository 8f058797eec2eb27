import { submissionKinds } from '../../../../shared/domain/kinds.ts'
import { locales } from '../../../../shared/messages/locales.ts'
import { choiceOption, neededOption, usage, type Command } from '../command.ts'

export const templateCommand: Command = {
  name: 'template',
  summary: 'an empty workbook for an office to fill in, whose columns the import knows again',
  usage: 'template KIND OUT.xlsx --workspace W.rmms [--language fr] [--json]   |   template --list',
  details: `KIND         ${submissionKinds.slice(0, 6).join(', ')},
             ${submissionKinds.slice(6).join(', ')}
OUT.xlsx     the workbook that is made; an older one is replaced
--workspace  whose countries, offices, partners and results the drop-downs offer
--language   ${locales.join(', ')} (en)`,
  options: { workspace: { type: 'string' }, language: { type: 'string' }, list: { type: 'boolean' } },
  words: [0, 2],
  async execute(context, [word, out], options) {
    if (options['list'] === true) return { json: submissionKinds, text: submissionKinds.join('\n') }
    const kind = submissionKinds.find((known) => known === word) ?? usage(word === undefined ? 'which kind? see template --list' : `there is no kind “${word}”; see template --list`)
    const path = out ?? usage('where to? name the workbook that is to be made')
    const language = choiceOption(options, 'language', locales) ?? 'en'
    const workspace = await context.workspace(neededOption(options, 'workspace'))
    const { token } = await context.run('submissions.template', { workspace, kind, language })
    await context.deliver([{ token, path }])
    return { json: { kind, language, out: path }, text: `Written: ${path}` }
  },
}
