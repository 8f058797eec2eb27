/** English texts of the area "findings". */
export const findings = {} as const
