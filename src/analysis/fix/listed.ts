/** Lines of a list that a snippet shows before it only says how many there are. */
export const MAX_LISTED = 48;
