/** English texts of the area "reference". */
export const reference = {} as const
