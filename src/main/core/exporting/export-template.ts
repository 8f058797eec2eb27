/** One template workbook from end to end: its lists from the query worker, the file from the export worker. */
import type { FileEntry, Table } from '../../../shared/contract/common.ts'
import { isCurrencyCode } from '../../../shared/domain/currency.ts'
import type { SubmissionKind } from '../../../shared/domain/kinds.ts'
import { formatMessage } from '../../../shared/messages/format.ts'
import type { Locale } from '../../../shared/messages/locales.ts'
import type { RequestContext } from '../dispatcher.ts'
import { following, type Services } from '../handlers/services.ts'
import type { OpenWorkspace } from '../workspaces/open-workspace.ts'

const currencies = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'SEK', 'NOK', 'DKK', 'CAD', 'AUD', 'NZD', 'KRW', 'CNY', 'BRL', 'ZAR', 'XAF', 'XOF'].filter(isCurrencyCode)
const letters = ['R', 'A', 'C', 'I', 'S']
/** Entries of a list; more would make a drop-down useless. */
const most = 1000

type ListName = 'areas' | 'offices' | 'framework' | 'modalities' | 'partners'

function texts({ columns }: Table, show: string, only?: readonly [column: string, value: string]): string[] {
  const shown = columns.find(({ key }) => key === show)?.values ?? []
  const filter = only ? (columns.find(({ key }) => key === only[0])?.values ?? []) : null
  return shown.flatMap((value, index) => (typeof value === 'string' && value !== '' && (filter === null || filter[index] === only?.[1]) ? [value] : []))
}

export async function exportTemplate({ ports, exporter }: Services, open: OpenWorkspace, { kind, language }: { readonly kind: SubmissionKind; readonly language: Locale }, context: RequestContext): Promise<FileEntry> {
  const list = (name: ListName): Promise<Table> => open.query.request('referencePage', { kind: name, locale: language, offset: 0, limit: most })
  const [areas, offices, framework, modalities, partners] = await Promise.all([list('areas'), list('offices'), list('framework'), list('modalities'), list('partners')])
  const file = await ports.files.reserve(formatMessage(language, 'template.file', { kind: formatMessage(language, `submission-kind.${kind}`) }))
  const input = {
    kind, language, now: ports.now(), path: file.path,
    lists: {
      country: texts(areas, 'name', ['kind', 'country']), office: texts(offices, 'name'), modality: texts(modalities, 'key'), result: texts(framework, 'key', ['kind', 'result']).map((key) => key.slice(key.lastIndexOf('/') + 1)),
      // Names that nobody has confirmed yet are no choice to offer.
      partner: texts(partners, 'name', ['state', 'confirmed']), currency: currencies, letter: letters,
    },
  }
  await exporter().request('writeTemplate', input, following(context))
  return file.finish()
}
