const CASE_ID = /^[A-Z][A-Z0-9]{1,9}-\d{4}-([1-9]\d{0,8})$/;

/** The number of the case that an id names; undefined where it is no case id (R13). */
export const numberInCaseId = (id: string): number | undefined => {
  const [, number] = CASE_ID.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
};
