import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notice, setSecret, warning } from '@actions/core';
import type { Message } from '#domain/generated/message.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import { UsageError } from '#domain/user-error.ts';
import { messagesOf } from '#public/messages/messages.ts';
import { sendToWebhook } from '#public/messages/send.ts';
import { readWebhook } from '#public/messages/webhook.ts';
import type { ActionInputs } from './inputs.ts';

/** The file in which one step of the job leaves messages for a later step. It has only public data and account ids. */
const LEFT_FOR_TELLING = 'disposisi-messages.json';

/** Printed if messages cannot be made or sent. Such a fault stops nothing else. */
const NOT_SENT = 'Pesan tidak dikirim / Messages are not sent';

/**
 * Leaves the messages about this run's entries for the step that sends them after everything else is done.
 * @returns whether any messages were left
 */
export async function leaveMessages(news: readonly CaseNews[], { temp, site }: ActionInputs): Promise<boolean> {
  if (temp === '') return false;
  try {
    const messages = news.flatMap((each) => messagesOf(each, site));
    if (messages.length > 0) await writeFile(join(temp, LEFT_FOR_TELLING), JSON.stringify(messages), { mode: 0o600 });
    return messages.length > 0;
  } catch (error) {
    warning(`${NOT_SENT}: ${error instanceof Error ? error.name : 'error'}`);
    return false;
  }
}

/** Sends the process's messages to the office's gateway, if there is one. The job never fails because of this. */
export async function run({ webhook: { url, secret }, temp }: ActionInputs): Promise<boolean> {
  for (const each of [url, secret]) if (each !== '') setSecret(each);
  try {
    const webhook = readWebhook(url, secret);
    if (!webhook) return true;
    const messages = JSON.parse(await readFile(join(temp, LEFT_FOR_TELLING), 'utf8')) as Message[];
    const { lost, report } = await sendToWebhook(webhook, messages);
    (lost > 0 ? warning : notice)(`${report.id} / ${report.en}`);
  } catch (error) {
    const words = error instanceof UsageError ? `${error.text.id} / ${error.text.en}` : (error as Error).name;
    warning(`${NOT_SENT}: ${words}`);
  }
  return true;
}
