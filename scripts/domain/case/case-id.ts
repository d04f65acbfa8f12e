const CASE_ID = /^[A-Z][A-Z0-9]{1,9}-\d{4}-([1-9]\d{0,8})$/;

/** The number of the case in a case id; undefined where it is none (R13). */
export const numberInCaseId = (id: string): number | undefined => {
  const [, number] = CASE_ID.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
};
