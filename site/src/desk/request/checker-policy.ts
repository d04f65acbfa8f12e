/** The trusted-types policy by which the desk starts one script beside its page; the page's content security policy names it. */
export const CHECKER_POLICY = 'pemeriksa';
