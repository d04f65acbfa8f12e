import type { Row } from '#domain/generated/procedure.ts';

/** Set on a case whose time has passed (R30). */
export const OVERDUE_LABEL = 'lewat-tenggat';

/** The desk sets it before a review and removes it afterwards, to start a run (R30). The workflows name it too. */
export const DESK_LABEL = 'meja';

/** Forges and workflows ignore the letter case of labels. */
export const isDeskLabel = (name: string): boolean => name.toLowerCase() === DESK_LABEL;

const ROW = 'baris/';

export const rowLabelName = (row: Row): string => `${ROW}${row}`;

export const isRowLabel = (name: string): boolean => name.startsWith(ROW);
