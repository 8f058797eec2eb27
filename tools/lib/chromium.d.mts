export function findChromium(): string | null
export function ensureChromium(node: string): Promise<string | null>
export function chromiumFlags(): string[]
