/** The label of a case whose time has passed (R30). */
export const OVERDUE_LABEL = 'lewat-tenggat';

const ROW = 'baris/';

/** The label of the row in which a case stands (R30). */
export const rowLabelName = (row: number): string => `${ROW}${row}`;

export const isRowLabel = (name: string): boolean => name.startsWith(ROW);
