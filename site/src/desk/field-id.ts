/** Returns the id of a field's control, by the pointer of the field. */
export const fieldId = (path: string): string => `isian${path.replaceAll('/', '-')}`;
