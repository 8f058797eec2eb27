/** English texts of the area "annexes". */
export const annexes = {} as const
