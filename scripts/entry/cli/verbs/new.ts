import { basename, dirname, resolve } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import { rulesFor } from '#domain/case/state/world.ts';
import { problemIn } from '#domain/words/local-times.ts';
import { caseTitle, titlePointer } from '#domain/request/title.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type Command, needed, wholeNumber, printText } from '#entry/command.ts';
import { type Person, personOf } from '#embedded/office/person.ts';
import { checkRequest, type RequestCheck } from '#engine/config/request-files.ts';
import { officeRoot } from '#engine/config/root.ts';
import { awaitReply, WAIT_SECONDS } from '../await-answer.ts';
import { connect, FORGE_OPTIONS, forgeAsPerson } from '../connect.ts';
import { readLocal, refuseUnsound } from '../local-request.ts';
import { readArgs } from '../read-args.ts';
import { readOffice } from '../read-office.ts';

/** Opens a request as a pull request, as a person. Nothing is written unless the request is sound (R8, R9). */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    ...FORGE_OPTIONS,
    file: { type: 'string' },
    attach: { type: 'string', multiple: true },
    name: { type: 'string' },
    draft: { type: 'boolean' },
    wait: { type: 'string' },
  });
  const file = needed(values.file, '--file');
  if (values.repo === undefined) needed(values.as, '--as');
  const wait = wholeNumber(values.wait ?? WAIT_SECONDS, '--wait');
  const name = folderName(values.name ?? nameOf(file));
  const document = await readLocal(file, io);
  const attachments = await Promise.all((values.attach ?? []).map((each) => readLocal(each, io)));
  const options = await connect(values, io);
  const config = await readOffice(officeRoot(io.cwd));
  const checked = checkRequest(document, attachments, config, options.now());
  for (const warning of checked.warnings) io.err(problemIn(config.zone, warning, io.lang));
  refuseUnsound(checked, config.zone);

  const person = personOf(options);
  const year = options.now().slice(0, 4);
  const free = await freeName(person, name, year);
  const number = await person.open({
    branch: `permohonan/${free}`,
    title: titleIn(config, checked.request) ?? `Permohonan: ${free}`,
    draft: values.draft ?? false,
    files: [
      { path: `requests/${year}/${free}/request.yaml`, bytes: document.bytes },
      ...attachments.map((each) => ({
        path: `requests/${year}/${free}/${basename(each.file)}`,
        bytes: each.bytes,
      })),
    ],
  });
  printText(io, { id: `Permohonan nomor ${number} dibuka.`, en: `Request number ${number} is open.` });
  if (values.draft) return 0;
  const forge = forgeAsPerson(options);
  return awaitReply({
    forge,
    person,
    number,
    pull: number,
    wait,
    io,
    now: options.now,
    siteUrl: options.siteUrl,
    isReply: ({ gesture }) => gesture === 'submit',
  });
};

function titleIn(config: Config, request: RequestCheck['request']): string | undefined {
  const schema = rulesFor(config, request)?.schema.value;
  return schema && caseTitle(request, titlePointer(schema), false);
}

/** Returns a request's name: of `…/rapat-banjir/request.yaml` the folder's name, of `rapat-banjir.yaml` the file's. */
function nameOf(file: string): string {
  const own = basename(file).replace(/\.ya?ml$/, '');
  return own === 'request' ? basename(dirname(resolve(file))) : own;
}

function folderName(text: string): string {
  const name = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  if (name !== '') return name;
  throw new UsageError({ id: 'Perlu --name: a-z, 0-9 dan -.', en: '--name is needed: a-z, 0-9 and -.' });
}

/** Returns the name, with a number at its end if an earlier request has the name already. */
async function freeName(person: Person, name: string, year: string): Promise<string> {
  for (let count = 1; count < 100; count += 1) {
    const each = count === 1 ? name : `${name}-${count}`;
    const taken =
      (await person.hasBranch(`permohonan/${each}`)) || (await person.hasPath(`requests/${year}/${each}/request.yaml`));
    if (!taken) return each;
  }
  throw new UserError({ id: `Nama "${name}" sudah terpakai; beri --name.`, en: `"${name}" is taken; give --name.` });
}
