/** The trusted-types policy by which the desk starts one script in addition to its page; the page's content security policy names it. */
export const CHECKER_POLICY = 'pemeriksa';
