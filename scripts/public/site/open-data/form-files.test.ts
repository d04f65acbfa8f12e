import { beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDED, type FormTarget } from '#public/form/target.ts';
import { world } from '#tests/support/walked-case.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { decapFiles, formFiles } from './form-files.ts';
import { loadRenderer, type Renderer } from '../render/renderer.ts';

const ROOT = new URL('../../../../', import.meta.url).pathname;
const { form, names } = exportRegister(world([])).publication;
const GITHUB: FormTarget = {
  kind: 'github',
  repository: 'kota/disposisi',
  signIn: 'https://masuk.contoh.example',
};

let renderer: Renderer;
beforeAll(async () => {
  renderer = await loadRenderer({ root: ROOT, base: '/berkas' });
});

const page = async (target: FormTarget): Promise<string> =>
  new TextDecoder().decode(await renderer.page('/admin/', { names, props: { page: 'form', target }, address: '' }));

const policyOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    (/http-equiv="content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? '')
      .replaceAll('&#39;', "'")
      .split('; ')
      .map((directive) => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1).join(' ')]),
  );

describe('the page of the form', () => {
  it('the form’s page has exactly the content security policy with which Decap is known to work', async () => {
    expect(policyOf(await page(EMBEDDED))).toEqual({
      'default-src': "'none'",
      'script-src': "'self' 'unsafe-eval'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' blob:",
      'frame-src': 'blob:',
      'connect-src': "'self' blob:",
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  it('the form’s page may contact GitHub’s API and the office’s sign-in if the settings say so, and nothing else', async () => {
    expect(policyOf(await page(GITHUB))['connect-src']).toBe(`'self' blob: https://api.github.com ${GITHUB.signIn}`);
  });

  it('the form’s page has no inline script, has language and title, and says what to do without script', async () => {
    const html = await page(EMBEDDED);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).toMatch(/<html lang="id"/);
    expect(html).toContain('<title>Formulir permohonan: Disposisi</title>');
    expect(html).toMatch(/<noscript>[\s\S]*disposisi new[\s\S]*<\/noscript>/);
  });

  it('the form’s page finds its files below any address of the site', async () => {
    const html = await page(EMBEDDED);
    expect(html).toContain('data-folder="/berkas/admin/"');
    expect(
      [...html.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, path]) => path?.startsWith('/berkas/')),
    ).not.toContain(false);
  });
});

describe('the files of the form', () => {
  it('the form’s files are Decap’s one script and its licences', async () => {
    const files = await decapFiles(ROOT);
    expect(files.map(({ path }) => path)).toEqual(['admin/decap-cms.js', 'admin/decap-cms.js.LICENSE.txt']);
  });

  it('the form’s files have the configuration in both languages, without a holder or an account', () => {
    const files = formFiles(form, GITHUB);
    expect(files.map(({ path }) => path)).toEqual(['admin/config.id.json', 'admin/config.en.json']);
    const text = files.map((file) => file.text).join('');
    expect(text).toContain('kota/disposisi');
    for (const held of ['contoh-kepala-dinas', 'contoh-tu', 'Contoh Kepala Dinas', 'CONTOH/SP-PLH/001/2026'])
      expect(text).not.toContain(held);
  });
});
