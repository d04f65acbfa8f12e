import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { BLANK, GAP } from '#domain/documents/fill.ts';
import { contactParts } from '#domain/documents/letterhead-lines.ts';
import type { Pair, Sheet, SheetPart, SignatureColumn } from '#domain/documents/sheet.ts';
import look from '../../styles/letter.css?inline';

let style: CSSStyleSheet | undefined;

/**
 * Adds the letter's styles to the page, or to the shadow root of the form. They are loaded together with this part, so
 * that a page without a letter does not load them.
 */
function dress(article: HTMLElement | null): void {
  const root = article?.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!style) {
    style = new CSSStyleSheet();
    style.replaceSync(look);
  }
  if (root.adoptedStyleSheets.includes(style)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
}

/** How a letter is shown on the page. */
interface Look {
  /** What is written between the office and the name of a signer; nothing by default. */
  readonly signed?: ComponentChildren;
  /** Set in smaller letters, for a preview next to a form. */
  readonly isSmall?: boolean;
}

/**
 * Shows a document as reflowing paper: the same parts and words as in its PDF, without the foot. Documents are in
 * Indonesian in every language of the page.
 */
export function LetterPaper({ sheet, signed, isSmall }: Look & { readonly sheet: Sheet }) {
  const { title, head, notice, parts } = sheet;
  return (
    <article class={`letter-paper ${isSmall ? 'is-small' : ''}`} lang="id" aria-label={title} ref={dress}>
      {notice !== undefined && <p class="letter-note">{notice}</p>}
      {head && (
        <header class={head.arms ? 'letter-kop has-arms' : 'letter-kop'}>
          {head.arms && <Picture {...head.arms} />}
          {head.lines.map((line, at) => (
            <p class={at === head.lines.length - 1 ? 'letter-own' : undefined} key={at}>
              {words(line)}
            </p>
          ))}
          {head.contact.map((line, at) => (
            <p class="letter-note" key={at}>
              {contactParts(line).map((part) => (
                <>
                  <span>{part}</span>{' '}
                </>
              ))}
            </p>
          ))}
        </header>
      )}
      {parts.map((part, at) => (
        <Part part={part} signed={signed} key={at} />
      ))}
    </article>
  );
}

/** Shows a picture of the sheet. The pages' policy allows no address that contains data. */
export function Picture({ image, alt }: { readonly image: string; readonly alt: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
    const type = image.startsWith('iVBOR') ? 'image/png' : 'image/jpeg';
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  return address === undefined ? null : <img src={address} alt={alt} />;
}

function Part({ part, signed }: { readonly part: SheetPart } & Pick<Look, 'signed'>) {
  switch (part.is) {
    case 'heading':
      return (
        <div class="letter-heading">
          {part.lines.map((line, at) => (
            <p key={at}>{words(line)}</p>
          ))}
        </div>
      );
    case 'section':
      return <p class="letter-section">{words(part.text)}</p>;
    case 'annex':
      return (
        <div class="letter-annex">
          <p>{words(part.to)}</p>
          <Pairs pairs={part.pairs} />
        </div>
      );
    case 'reference':
      return (
        <div class="letter-ref">
          <Pairs pairs={part.pairs} />
          <p class="letter-date">{words(part.date)}</p>
        </div>
      );
    case 'to':
      return <p class="letter-lines">{words(part.lines.join('\n'))}</p>;
    case 'text':
      return (
        <>
          {part.text.split(/\n{2,}/).map((each, at) => (
            <p class="letter-lines" key={at}>
              {words(each)}
            </p>
          ))}
        </>
      );
    case 'points':
      return (
        <ol class="letter-points">
          {part.lines.map((line, at) => (
            <li key={at}>{words(line)}</li>
          ))}
        </ol>
      );
    case 'pairs':
      return <Pairs pairs={part.pairs} />;
    case 'panel':
      return (
        <div class="letter-panel-box">
          {[part.left, part.right, part.below].map((pairs, at) => pairs.length > 0 && <Pairs pairs={pairs} key={at} />)}
        </div>
      );
    case 'table':
      return <Rows {...part} />;
    case 'space':
      return <p class="letter-space">{words(part.text)}</p>;
    case 'photos':
      return part.pictures.length === 0 ? null : (
        <>
          <p class="letter-section">{words(part.text)}</p>
          <div class="letter-photos">
            {part.pictures.map(({ image, caption }, at) => (
              <figure key={at}>
                <Picture image={image} alt="" />
                <figcaption>
                  Foto {at + 1}
                  {caption.trim() !== '' && <>. {words(caption)}</>}
                </figcaption>
              </figure>
            ))}
          </div>
        </>
      );
    case 'signatures':
      return (
        <div class="letter-signs">
          {part.columns.map((column, at) => (
            <Signature column={column} signed={signed} key={at} />
          ))}
        </div>
      );
    case 'signature': {
      const [office = '', ...below] = part.lines;
      return (
        <div class="letter-signs">
          <Signature column={{ above: [office], below }} signed={signed} />
        </div>
      );
    }
    case 'copies':
      return (
        <div class="letter-copies">
          <p>Tembusan:</p>
          <ol class="letter-points">
            {part.lines.map((line, at) => (
              <li key={at}>{words(line)}</li>
            ))}
          </ol>
        </div>
      );
  }
}

function Pairs({ pairs }: { readonly pairs: readonly Pair[] }) {
  return (
    <dl>
      {pairs.map(([label, text], at) => (
        <div key={at}>
          <dt>{label}</dt>
          <dd class="letter-lines">{words(text)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Shows a table. On a narrow page each row is a block, with the column's head before each cell. */
function Rows({ heads, rows }: Extract<SheetPart, { is: 'table' }>) {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head, at) => (
            <th scope="col" key={at}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, nth) => (
          <tr key={nth}>
            {row.map((cell, at) => (
              <td data-head={heads[at]} class="letter-lines" key={at}>
                {words(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signature({ column: { above, below }, signed }: { readonly column: SignatureColumn } & Pick<Look, 'signed'>) {
  return (
    <div class="letter-sign">
      {above.map((line, at) => (
        <p key={at}>{words(line)}</p>
      ))}
      <div class="letter-hand">{signed}</div>
      {below.map((line, at) => (
        <p key={at}>{words(line)}</p>
      ))}
    </div>
  );
}

const PLACES = new RegExp(`(${GAP.begins}[^${GAP.ends}]*${GAP.ends}|${BLANK})`);

/** Writes a text. A place that is to be filled in is marked: by the title of its field, or by dots. */
function words(text: string): ComponentChildren {
  const pieces = text.split(PLACES);
  if (pieces.length === 1) return <bdi>{text}</bdi>;
  return pieces.map((piece, at) => {
    if (at % 2 === 0) return piece && <bdi key={at}>{piece}</bdi>;
    const isDots = piece === BLANK;
    return (
      <span class="letter-gap" key={at}>
        <span class="unseen">belum diisi{isDots ? '' : ': '}</span>
        <span aria-hidden={isDots}>{isDots ? piece : piece.slice(1, -1)}</span>
      </span>
    );
  });
}
