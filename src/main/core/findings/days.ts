const dayMs = 86_400_000

/** ISO date so many days before one; negative days come after it. */
export const daysBefore = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10)
