/** English texts of the area "submissions". */
export const submissions = {} as const
