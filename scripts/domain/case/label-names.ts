import type { Row } from '#domain/generated/procedure.ts';

/** The label of a case whose time has passed (R30). */
export const OVERDUE_LABEL = 'lewat-tenggat';

/**
 * The desk sets it before a review and takes it off after it: that rings, instead of the bell (R30). The workflows name it too;
 * the process never wants it.
 */
export const DESK_LABEL = 'meja';

/** A forge takes it for the same label however its letters are written, and so does a workflow. */
export const isDeskLabel = (name: string): boolean => name.toLowerCase() === DESK_LABEL;

const ROW = 'baris/';

/** The label of the row in which a case stands (R30). */
export const rowLabelName = (row: Row): string => `${ROW}${row}`;

export const isRowLabel = (name: string): boolean => name.startsWith(ROW);
