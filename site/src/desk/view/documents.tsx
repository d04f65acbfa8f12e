import { useEffect, useState } from 'preact/hooks';
import { toInstant } from '#domain/clock/instant.ts';
import type { Lack } from '#domain/documents/lacks.ts';
import { takesPhotos, withPhotos } from '#domain/documents/photos.ts';
import type { Sheet } from '#domain/documents/sheet.ts';
import { documentPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import type { Language } from '#domain/problem.ts';
import { SIGNED_NOT_CHECKED } from '#domain/words/entry-remarks.ts';
import { list } from '#domain/words/language.ts';
import { heldRole } from '#domain/words/parties.ts';
import { longTime } from '#domain/words/time.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { documentCase, type MadeSheet, recordsWithout, sheetsOf } from '#public/documents/office-documents.ts';
import { base64, sha256Of } from '../../request/sha256-of.ts';
import { readOnce, readOver } from '../../verify/published.ts';
import { documentPlace } from '../../documents/place-of.ts';
import { type ListedLetter, caseLetters, type HandedBack } from '../case-letters.ts';
import { type CurrentState, type DeskCase, viewerOf } from '../desk-case.ts';
import { type LETTERS, sayLetters } from '../letter-words.ts';
import { lettersOf } from '../letters.ts';
import { KeptFile } from './attachments.tsx';
import { announce, LoadFault, Tag, usePlace } from './common.tsx';
import { LetterPaper } from './letter-sheet.tsx';
import { FileSigned } from './signed/filing.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  /** Reads the case again, after a signed document was filed. */
  readonly reload: () => void;
}

type Letters = Awaited<ReturnType<ReturnType<typeof reader>>>;

/** Returns a function that makes the letters of a case, with internal parts, from its journal and main's templates. */
function reader({ forge, settings }: ReturnType<typeof usePlace>, { one, current }: Omit<Props, 'reload'>) {
  return async () => {
    const { office, sops, entries, lines } = one;
    const { procedure, schema, state, step } = current;
    const documents = await lettersOf(forge, sops, office);
    const now = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
    const by = { procedure, requestSchema: schema, schemas: (path: string) => office.schemas.get(path), now };
    const read = readOnce(readOver(fetch.bind(window), settings.base));
    const main = [...office.procedures.values()].find(({ id }) => id === procedure.id) ?? procedure;
    const place = await documentPlace(read, lines, `${location.origin}${settings.base}/berkas/${state.opens.case}/`);
    const made = sheetsOf(documents, documentCase(documents, entries, by, false), place);
    return {
      ...caseLetters(documents, { procedure, entries, step: step.id, main }, made),
      without: recordsWithout(procedure, documents.templates),
    };
  };
}

/**
 * Lists the letters of a case with what the register knows of each: when it can be made, what it lacks, and whether it
 * was filed signed (R47). The letters that the current step owes come first, then those that are to be filed signed.
 */
export function DocumentsPart(props: Props) {
  const { one, current } = props;
  const place = usePlace();
  const { language, failed } = place;
  const say = sayLetters(language);
  const [letters, setLetters] = useState<Letters>();
  const [isBroken, setBroken] = useState(false);
  const show = async (): Promise<void> => {
    setBroken(false);
    try {
      setLetters(await reader(place, props)());
    } catch (error) {
      failed(error);
      setBroken(true);
    }
  };
  useEffect(() => void show(), []);
  if (!letters)
    return isBroken ? (
      <LoadFault text={say('fault')} again={() => void show()} />
    ) : (
      <p role="status">{say('loading')}</p>
    );
  const common = lacksOfAll(letters.letters);
  const groupOf = ({ isOwed, sheets: [newest], filers, signed }: ListedLetter): keyof typeof LETTERS => {
    if (isOwed) return 'now';
    if (newest && newest.signed === undefined && filers.length > 0) return 'unsigned';
    if (newest || signed.length > 0) return 'others';
    return current.state.end ? 'never' : 'later';
  };
  const { held, applies } = viewerOf(one, current, toInstant(place.forge.now()));
  const roles = applies ? [] : held.map(({ role }) => role);
  const ofCase = { one, zone: current.procedure.zone, common, roles, reload: props.reload };
  return (
    <>
      <p class="hint">{say('note')}</p>
      {letters.letters.length === 0 && <p class="empty">{say('none')}</p>}
      <Lacks lacks={common} />
      {(['now', 'unsigned', 'others', 'later', 'never'] as const).map((each) => (
        <Group
          title={say(each)}
          letters={letters.letters.filter((letter) => groupOf(letter) === each)}
          {...ofCase}
          key={each}
        />
      ))}
      {letters.others.length > 0 && (
        <>
          <h3>{say('otherFiles')}</h3>
          <ul class="letters">
            <li>
              <Files files={letters.others} {...ofCase} />
            </li>
          </ul>
        </>
      )}
      {letters.without.length > 0 && (
        <p class="hint">{say('without', { d: list(letters.without, 'and', language) })}</p>
      )}
    </>
  );
}

/** Returns what several letters lack, such as a part of the letterhead. It is said once. */
function lacksOfAll(letters: readonly ListedLetter[]): Lack[] {
  const all = letters.flatMap(({ sheets }) => sheets[0]?.lacks ?? []);
  const isRepeated = ({ message }: Lack, at: number): boolean =>
    all.findIndex((each) => each.message.id === message.id) < at;
  return [...new Map(all.filter(isRepeated).map((lack) => [lack.message.id, lack])).values()];
}

function Lacks({ lacks }: { readonly lacks: readonly Lack[] }) {
  const { language } = usePlace();
  return (
    <>
      {lacks.map(({ message, fix }) => (
        <p class="hint" key={message.id}>
          {message[language]}. {fix[language]}.
        </p>
      ))}
    </>
  );
}

interface OfCase {
  readonly one: DeskCase;
  readonly zone: string;
  /** What is said once for all letters. */
  readonly common: readonly Lack[];
  /** The viewer's roles, in which they may file signed documents; none for an applicant of the case. */
  readonly roles: readonly string[];
  readonly reload: () => void;
}

function Group({
  title,
  letters,
  ...ofCase
}: OfCase & { readonly title: string; readonly letters: readonly ListedLetter[] }) {
  if (letters.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="letters">
        {letters.map((letter) => (
          <Letter letter={letter} {...ofCase} key={letter.id} />
        ))}
      </ul>
    </>
  );
}

function Letter({ letter, ...ofCase }: OfCase & { readonly letter: ListedLetter }) {
  const { language } = usePlace();
  const say = sayLetters(language);
  const { common, one, roles, reload } = ofCase;
  const { id, title, awaits, sheets, signed, isOwed, filers } = letter;
  const [newest, ...earlier] = sheets;
  const mayFile = newest?.seq !== undefined && filers.some((role) => roles.includes(role));
  const ofPaper = mayFile && { one, paper: id, entry: newest.seq, isNew: newest.signed === undefined, filed: reload };
  const lacks = newest?.lacks.filter(({ message }) => !common.some((each) => each.message.id === message.id)) ?? [];
  return (
    <li>
      <div class="letter-line">
        <h4>{newest?.title[language] ?? title[language]}</h4>
        {newest?.signed !== undefined && <Tag tone="done">{say('back')}</Tag>}
        {newest && <Make one={one} made={newest} isMain={isOwed} />}
      </div>
      {awaits && <p class="meta">{awaits[language]}</p>}
      <Lacks lacks={lacks} />
      {signed.length > 0 && <Files files={signed} {...ofCase} />}
      {ofPaper && takesPhotos(newest.sheet) && <FileSigned {...ofPaper} photos={newest.photos ?? []} />}
      {ofPaper ? (
        <FileSigned {...ofPaper} />
      ) : (
        filers.length > 0 &&
        newest?.signed === undefined && (
          <p class="meta">
            {say('filedBy', {
              r: list(
                filers.map((role) => one.office.roleName(role)[language]),
                'or',
                language,
              ),
            })}
          </p>
        )
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{say('earlier', { n: earlier.length })}</summary>
          {earlier.map((sheet) => (
            <div class="letter-line" key={sheet.file}>
              <h5>{sheet.title[language]}</h5>
              <Make one={one} made={sheet} />
            </div>
          ))}
        </details>
      )}
    </li>
  );
}

const OTHER_PHOTO = new Error('A photograph has another digest than its entry.');

interface Making {
  readonly one: DeskCase;
  readonly made: MadeSheet;
  readonly isMain?: boolean;
}

/** The buttons that show a document on the page and save it as PDF. */
function Make({ one, made, isMain }: Making) {
  const { forge, language, failed } = usePlace();
  const say = sayLetters(language);
  const [stage, setStage] = useState<'loading' | 'fault' | 'drawing' | 'otherPhoto'>();
  const [shown, setShown] = useState<Sheet>();
  const title = made.title[language];
  const make = async (use: (sheet: Sheet) => Promise<void> | void): Promise<void> => {
    setStage('loading');
    try {
      await use(
        await withPhotos(made, async ({ name, sha256 }) => {
          const bytes = await forge.bytes(documentPath(one.number, sha256, name), REGISTER_BRANCH);
          if ((await sha256Of(bytes)) !== sha256) throw OTHER_PHOTO;
          return base64(bytes);
        }),
      );
      setStage(undefined);
    } catch (error) {
      failed(error);
      setStage(error instanceof DrawingFault ? 'drawing' : error === OTHER_PHOTO ? 'otherPhoto' : 'fault');
    }
  };
  const take = (): Promise<void> =>
    make(async (sheet) => {
      const { saveDocument } = await import('../../documents/save-document.ts');
      await saveDocument({ ...made, sheet });
      announce(say('made', { d: title }));
    });
  const look = say(shown ? 'hide' : 'look');
  return (
    <>
      <span class="letter-acts">
        <button
          type="button"
          class="plain-button"
          aria-expanded={shown !== undefined}
          aria-label={`${look}: ${title}`}
          onClick={() => (shown ? setShown(undefined) : void make(setShown))}
        >
          {look}
        </button>
        <button
          type="button"
          class={isMain ? 'second' : 'plain-button'}
          disabled={stage === 'loading'}
          aria-label={`${say('take')}: ${title}`}
          onClick={() => void take()}
        >
          {say('take')}
        </button>
      </span>
      {stage && <p role={stage === 'loading' ? 'status' : 'alert'}>{say(stage)}</p>}
      {shown && <LetterPaper sheet={shown} />}
    </>
  );
}

/** Lists signed files with the person who handed them back. A file opens only if it has the digest of its entry. */
function Files({ files, one, zone }: OfCase & { readonly files: readonly HandedBack[] }) {
  const { language } = usePlace();
  const say = sayLetters(language);
  return (
    <>
      <ul class="attachments">
        {files.map(({ name, sha256, entry: { seq, at, who } }) => (
          <li key={`${seq} ${name}`}>
            <p class="meta">{say('backBy', { w: actorOf(one, who, language), t: longTime(at, zone)[language] })}</p>
            <ul class="attachments">
              <KeptFile
                path={documentPath(one.number, sha256)}
                revision={REGISTER_BRANCH}
                name={name}
                digest={sha256}
              />
            </ul>
          </li>
        ))}
      </ul>
      <p class="meta">{SIGNED_NOT_CHECKED[language]}</p>
    </>
  );
}

function actorOf({ office }: DeskCase, who: HandedBack['entry']['who'], language: Language): string {
  const role = who?.role === undefined ? undefined : heldRole(office.roleName)(who.role, who.acting)[language];
  return [role, who?.name ?? who?.login].filter(Boolean).join(', ');
}
