export function findElectron(): string | null
export function ensureElectron(node: string, isAskedFor: boolean, silence?: number): Promise<string | null>
