/** English texts of the area "domain". */
export const domain = {} as const
