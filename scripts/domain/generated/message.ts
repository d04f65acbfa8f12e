// Generated from schemas/message.schema.json by `npm run generate`; edit the schema.

/**
 * What an office's webhook is sent when somebody's turn comes, somebody is to be asked, time runs out, a case is returned or ends. It holds what the public page says, and the numbers of the accounts that are notified.
 */
export interface Message {
  /**
   * case.turn: somebody may act now. case.extended: a step has more time. case.silence: a time has passed without a decision; the turn stays. case.consulted: a step has come in which the roles named are to be asked; they decide nothing. case.reminder: a share of the time has passed. case.overdue: the time has passed, or a superior is notified. case.returned: the applicant must correct something. case.ended: the case is over.
   */
  type:
    | "case.turn"
    | "case.consulted"
    | "case.extended"
    | "case.silence"
    | "case.reminder"
    | "case.overdue"
    | "case.returned"
    | "case.ended";
  /**
   * The server's time of the act, or the computed instant, in UTC.
   */
  timestamp: string;
  data: {
    case: string;
    number: number;
    seq: number;
    entry: string;
    row: number | string;
    visit: number;
    /**
     * Absent where the step has no limit, and where the case is over.
     */
    due?: string;
    /**
     * Absent where that is not public.
     */
    title?: string;
    text: Words;
    page: Words;
    desk: Words;
    to: {
      /**
       * Of the forge's accounts, as sops/roles.yaml names those of holders. Empty where nobody holds the role now.
       */
      accounts: number[];
      /**
       * Ids of sops/roles.yaml. Absent where the applicant is notified, and where the letter's nature restricts the case.
       */
      roles?: string[];
    };
  };
}
export interface Words {
  id: string;
  en: string;
}
