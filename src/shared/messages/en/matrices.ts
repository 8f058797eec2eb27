/** English texts of the area "matrices". */
export const matrices = {} as const
