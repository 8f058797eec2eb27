/** English texts of the area "cli". */
export const cli = {} as const
