/** Projects and programmes, from pipeline to financial closure. */
import { audience, choice, derived, field, record, reference } from './field.ts'

export const projectStages = ['soft-pipeline', 'hard-pipeline', 'active', 'completed', 'operationally-closed', 'financially-closed', 'not-approved'] as const
export const operationalModalities = ['direct', 'national-execution', 'hact'] as const
export const symbolScopeCodes = ['country', 'regional', 'interregional', 'global'] as const
export const shareDimensions = ['result', 'focus_area', 'area'] as const

export const projectRecords = [
  record({
    type: 'project', table: 'project', name: ['symbol', 'title'], key: [],
    fields: [
      // Typed as written; the parsed symbol and its parts follow.
      field('symbol', 'text', { column: 'symbol_written' }), field('title', 'text'), derived('partners', 'text'), reference('area', 'area'), reference('modality', 'modality'),
      choice('stage', 'project-stage', projectStages), derived('approved', 'usd'), derived('delivered', 'usd'), reference('office', 'office'), field('start-date', 'date'), field('end-date', 'date'), field('approval-date', 'date', { isShown: false }),
      field('normalized-symbol', 'text', { column: 'symbol', isReadOnly: true, isShown: false }), choice('scope', 'project-scope', symbolScopeCodes, { isReadOnly: true, isShown: false }), field('entity-code', 'text', { isShown: false }),
      reference('parent', 'project', { isShown: false }), reference('programme', 'programme', { isShown: false }), choice('operational-modality', 'operational-modality', operationalModalities, { isShown: false }),
      field('executing-agency', 'text', { isShown: false }), field('implementing-agency', 'text', { isShown: false }), field('sector', 'text', { isShown: false }), field('status', 'text', { isShown: false }), audience(),
    ],
  }),
  record({
    type: 'project-share', table: 'share', parent: { type: 'project', field: 'project' }, name: ['target'], key: [],
    fields: [
      reference('project', 'project', { isRequired: true }), choice('dimension', 'share-dimension', shareDimensions, { isRequired: true }),
      // Key of a result, focus area or area, as its dimension says.
      field('target', 'text', { column: 'target_key', isRequired: true }), field('share', 'share', { column: 'millionths', isRequired: true }), field('valid-from', 'date'), field('valid-to', 'date'),
    ],
  }),
  record({
    type: 'follow-on', table: 'project_follow_on', parent: { type: 'project', field: 'project' }, name: ['followed-by'], key: ['project', 'followed-by'],
    fields: [reference('project', 'project', { isRequired: true }), reference('followed-by', 'project', { isRequired: true }), field('note', 'text')],
  }),
  record({
    type: 'programme', table: 'programme', name: ['title'], key: ['title'],
    fields: [field('title', 'text', { isRequired: true }), reference('objective', 'objective'), reference('area', 'area'), field('start-date', 'date'), field('end-date', 'date'), field('target', 'usd', { column: 'target_cents' }), derived('approved', 'usd'), derived('projects', 'integer'), audience()],
  }),
  record({
    type: 'programme-result', table: 'programme_result', parent: { type: 'programme', field: 'programme' }, name: ['title'], key: ['programme', 'title'],
    fields: [reference('programme', 'programme', { isRequired: true }), field('title', 'text', { isRequired: true }), reference('result', 'result'), field('indicator', 'text'), field('baseline', 'text'), field('target', 'text'), field('target-date', 'date'), field('actual', 'text')],
  }),
]
