/** English texts of the area "activity". */
export const activity = {} as const
