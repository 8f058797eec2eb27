import type { SubmissionField } from '../../../../shared/domain/kinds.ts'
import { arabic } from './header-phrases/arabic.ts'
import { chinese } from './header-phrases/chinese.ts'
import { english } from './header-phrases/english.ts'
import { french } from './header-phrases/french.ts'
import type { PhraseLists } from './header-phrases/phrase-lists.ts'
import { portuguese } from './header-phrases/portuguese.ts'
import { spanish } from './header-phrases/spanish.ts'
import { systems } from './header-phrases/systems.ts'

/** What column headers say, in six languages and in the words of the systems that offices take their lists from. */
export const phraseLists: readonly PhraseLists[] = [english, french, spanish, portuguese, arabic, chinese, systems]

/** Phrases that mean something only where they are the whole header: words of every sentence. */
export const wholeOnly = 'so, or, os, oe, ro, al, au, to, du, from, no, de, of, as of, as at, who, due, since, desde, depuis, hasta, até, jusqu’au, signed, item, agent, lead, n°, من, إلى, حتى, 年, 月, role, no. of, fin, nom, name, type, order'

/** Words left out on both sides before headers and phrases are compared. */
export const fillWords = 'of, the, de, du, des, d, l, la, le, les, el, los, las, del, da, do, das, dos, der, die, von'

/** Words that make a header name a property of a thing (`Donor code`, `Tipo de donante`), not the thing. */
export const propertyWords = 'id, ids, code, codes, type, types, acronym, number, no, groups, behavior, percent, count, código, códigos, tipo, tipos, número, numero, rang, rank, رمز, نوع, رقم, 代码, 编号, 类型, 类别'

export interface IgnoredWords {
  readonly reason: 'reason.target' | 'reason.rate' | 'reason.physical' | 'reason.bookkeeping' | 'reason.other-money'
  readonly phrases: string
  /** Kinds that carry one of these take the column all the same. */
  readonly unless: readonly SubmissionField[]
}

/** Columns that look like money, dates or a status and are none that a submission keeps. */
export const ignoredWords: readonly IgnoredWords[] = [
  {
    reason: 'reason.target', unless: [],
    phrases: 'target, targets, planned disbursement, planned disbursements, forecast, projection, projected, cible, prévision, prévisions, décaissement prévu, meta, metas, desembolso previsto, programado, المستهدف, الهدف الكمي, 指标值, 目标值, previsão',
  },
  {
    reason: 'reason.rate', unless: ['support-cost-rate', 'probability', 'progress'],
    phrases: 'utilization rate, rate, percent, percentage, pct, ratio, time elapsed, share, taux, pourcentage, part, tasa, porcentaje, covered, te ur, percent funded, taxa, percentual, نسبة, النسبة المئوية, معدل, 百分比, 比例, 率',
  },
  { reason: 'reason.physical', unless: ['progress'], phrases: 'physical, physical implementation, physical status, physique, físico, física, avance físico, avanço físico' },
  {
    reason: 'reason.bookkeeping', unless: [],
    phrases: 'created at, created on, activity created on, updated at, updated on, activity updated on, last modified, date de création, date de modification, fecha de creación, fecha de modificación, data de criação, first reported date, final date for contracting, version id, initialreport, initial report, child flow ids, parent flow id, تاريخ الإنشاء, 创建日期, 更新日期',
  },
  {
    reason: 'reason.other-money', unless: [],
    phrases: 'amountuntied, amount untied, amountpartialtied, amount partial tied, amounttied, amount tied, irtc, expert commitment, expert extended, export credit, usd interest, usd outstanding, arrears principal, arrears interest, future ds principal, future ds interest, usd adjustment, grantequiv, grant equiv, grantelement, interest1, interest2, untied, partialtied',
  },
]

/** Words that make a date or an amount a plan rather than a fact. */
export const plannedWords = 'planned, proposed, expected, estimated, prévu, prévue, prévus, prévues, previsto, prevista, previstos, previstas, estimado, estimada, anticipated, المتوقع, المخطط, المقدر, 预计, 计划, 拟议'

/** Words that make a figure life-to-date. */
export const cumulativeWords = 'cumulative, cumulated, to date, as of, as at, utilization, utilisation, utilized, total delivery, cumul, cumulé, cumulée, à ce jour, acumulado, acumulada, a la fecha, até à data, life to date, inception, التراكمي, التراكمية, حتى تاريخه, 累计, 迄今'

/** Words for prices of one year, which say less than the amounts that were paid. */
export const constantWords = 'constant, defl, deflated, constant prices, prix constants, precios constantes, preços constantes, أسعار ثابتة, 不变价'
