/** SQL expression: what lists call the project under an alias. */
export const projectNameSql = (alias: string): string => `coalesce(${alias}.symbol, ${alias}.symbol_written, ${alias}.title, '…')`
