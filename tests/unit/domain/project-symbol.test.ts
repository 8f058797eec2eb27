import { describe, expect, test } from 'vitest'
import { donorOfSymbol, findProjectSymbol, isIncompleteSymbol, isProjectSymbol, modalityOfSymbol, parseProjectSymbol } from '../../../src/shared/domain/project-symbol.ts'

const repairs = (text: string): string[] | undefined => parseProjectSymbol(text)?.repairs.map((code) => code.replace('finding.cell.symbol-', ''))

describe('project symbols', () => {
  test.each([
    ['GCP/SIL/034/ITA', 'GCP/SIL/034/ITA', []], ['TCP/PHI/3401', 'TCP/PHI/3401', []], ['TCP/COL/3603/C2', 'TCP/COL/3603/C2', []], ['GCP/NEP/062', 'GCP/NEP/062', []],
    ['GCP /HON/022/SPA', 'GCP/HON/022/SPA', ['blank']], ['TCP/RAS/ 3409', 'TCP/RAS/3409', ['blank']], ['TCP/INT/3502 ', 'TCP/INT/3502', ['blank']], ['UNJP/COL/075/PBF \u00a0', 'UNJP/COL/075/PBF', ['blank']],
    ['OSRO/COL/802-CHA', 'OSRO/COL/802/CHA', ['separator']], ['SFER/GLO/201-MUL', 'SFER/GLO/201/MUL', ['separator']],
    ['OSRO/RAS/401/EC-Baby-01', 'OSRO/RAS/401/EC-BABY01', ['suffix']], ['Gcp/som/051/mul/-baby', 'GCP/SOM/051/MUL-BABY', ['case']],
    ['Gcp/som/o50/mul-baby', 'GCP/SOM/050/MUL-BABY', ['case', 'letter']], ['osro/som/007/uk', 'OSRO/SOM/007/UK', ['case']], ['TCP/HON/3101]', 'TCP/HON/3101', ['remark']],
    ['UNP/PHI/065/CEF', 'UNJP/PHI/065/CEF', ['programme']], ['TCP/PHI/3501 Component 1', 'TCP/PHI/3501/C1', ['suffix']], ['GCP/RAS/269/GFF (FSP)', 'GCP/RAS/269/GFF', ['remark']], ['GCP/RAS/284/JPN **', 'GCP/RAS/284/JPN', ['remark']],
    ['Osro/ Som/201/mul', 'OSRO/SOM/201/MUL', ['blank', 'case']], ['TCP/PHI/0168 (A)', 'TCP/PHI/0168(A)', ['blank']],
    ['GCP//SIL/034/ITA', 'GCP/SIL/034/ITA', ['separator']], ['GCP.SIL.034.ITA', 'GCP/SIL/034/ITA', ['separator']], ['gcp sil o34 ita', 'GCP/SIL/034/ITA', ['case', 'letter', 'separator']], ['TCP RAS 3409', 'TCP/RAS/3409', ['separator']],
    ['GCP\\SIL\\034\\ITA', 'GCP/SIL/034/ITA', ['separator']], ['GCP/SIL/034/ITA/', 'GCP/SIL/034/ITA', ['remark']], ['ＧＣＰ／ＳＩＬ／０３４／ＩＴＡ', 'GCP/SIL/034/ITA', []], ['GCP/​SIL/034/ITA', 'GCP/SIL/034/ITA', []],
    ['GCP/SIL/034/ITA (BABY 1)', 'GCP/SIL/034/ITA-BABY01', ['suffix']], ['Unpj/phi/065/cef', 'UNJP/PHI/065/CEF', ['case', 'programme']],
  ])('“%s” is %s', (text, normalized, needed) => {
    expect(parseProjectSymbol(text)?.normalized).toBe(normalized)
    expect(repairs(text)).toEqual(needed)
    expect(repairs(normalized)).toEqual([])
  })
  test.each(['', 'SL/000021', 'BDI/000001', 'DEC 2014/25034', 'CTR 2014/353-725', 'CAF-13/A/55215', 'ADB-2013-027', 'GF/RLCDD', 'PROGRAMA REGULAR FBA', 'Osro/som', 'XGCP/SIL/034/ITA', 'GCP/SIL/03412/ITA', 'x'.repeat(5000)])('“%s” is none', (text) => expect(isProjectSymbol(text)).toBe(false))

  test('parts, parents and scope', () => {
    expect(parseProjectSymbol('OSRO/RAS/401/EC-Baby-01')).toMatchObject({ programme: 'OSRO', area: 'RAS', serial: '401', donor: 'EC', suffix: '-BABY01', parent: 'OSRO/RAS/401/EC', scope: 'regional' })
    expect(parseProjectSymbol('TCP/PHI/3501 Component 2')).toMatchObject({ donor: null, parent: 'TCP/PHI/3501', scope: 'country' })
    expect(['RAF', 'RAS', 'RER', 'RLA', 'REM', 'RNE', 'INT', 'GLO', 'PHI'].map((area) => parseProjectSymbol(`GCP/${area}/001/JPN`)?.scope)).toEqual([...Array.from({ length: 6 }, () => 'regional'), 'interregional', 'global', 'country'])
  })
  test('inside a title, and begun but not finished', () => {
    expect(findProjectSymbol('Support to farmers (osro/som/007/uk)')).toMatchObject({ normalized: 'OSRO/SOM/007/UK', repairs: ['finding.cell.symbol-case', 'finding.cell.symbol-inside-text'] })
    expect(parseProjectSymbol('Support to farmers (osro/som/007/uk)')).toBeNull()
    expect(findProjectSymbol('Support to farmers')).toBeNull()
    expect(isIncompleteSymbol('Tcp/ Som')).toBe(true)
  })
  test('modality and donor', () => {
    const of = (text: string) => {
      const symbol = parseProjectSymbol(text)
      return symbol ? [modalityOfSymbol(symbol), donorOfSymbol(symbol)] : null
    }
    expect(of('GCP/PHI/064/ITA')).toEqual(['GCP', { kind: 'code', code: 'ITA' }])
    expect(of('SFER/GLO/201/MUL')).toEqual(['SFERA', { kind: 'code', code: 'MUL' }])
    expect(of('UTF/HON/034/HON')).toEqual(['UTF', { kind: 'country', area: 'HON' }])
    expect(of('UTF/HON/034')).toEqual(['UTF', { kind: 'country', area: 'HON' }])
    expect(of('TCP/RAS/3409')).toEqual(['TCP', { kind: 'assessed' }])
    expect(of('GCP/NEP/062')).toEqual(['GCP', { kind: 'unknown' }])
  })
})
