import { noticeKey } from '#domain/words/comment-marks.ts';
import type { Office } from './office.ts';

/** Returns the comments that the process has written on a case, oldest first, as everybody reads them. */
export async function commentsOf(office: Office, number: number): Promise<string[]> {
  const client = await office.as('contoh-tu');
  const data = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    owner: office.local.owner,
    repo: office.local.repo,
    issue_number: number,
    per_page: 100,
  });
  return data.map(({ body }) => body ?? '');
}

/** Returns the notices of a kind that the process has written on a case. */
export const noticesOf = async (office: Office, number: number, kind: string): Promise<string[]> =>
  (await commentsOf(office, number)).filter((body) => noticeKey(body)?.startsWith(`${kind}:`));

/** Returns the accounts whom a forge would notify: those named outside of code. */
export const mentioned = (body: string): string[] => [
  ...new Set(
    body
      .replace(/^(`{3,})[\s\S]*?^\1/gm, '')
      .replace(/(`+)[^`\n].*?\1/g, '')
      .match(/(?<![\w\u200B])@[\w-]+/g) ?? [],
  ),
];
