import type { Row } from '#domain/generated/procedure.ts';

/** The label of an open case in which the level `overdue` of the visit or of a span was journaled (R30). */
export const OVERDUE_LABEL = 'lewat-tenggat';

/** The label that the desk sets before a review and removes after it, to start a run (R30). Workflows name it too. */
export const DESK_LABEL = 'meja';

/** Compares in lower case, since forges and workflows ignore the letter case of labels. */
export const isDeskLabel = (name: string): boolean => name.toLowerCase() === DESK_LABEL;

const ROW = 'baris/';

export const rowLabelName = (row: Row): string => `${ROW}${row}`;

export const isRowLabel = (name: string): boolean => name.startsWith(ROW);
