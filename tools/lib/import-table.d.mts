export interface ImportRow {
  readonly folder: string
  readonly node?: boolean
  readonly packages: readonly string[]
  readonly files: readonly string[]
}
export const importTable: readonly ImportRow[]
export function forbiddenImports(file: string, source: string): string[]
