// The other peer: as many pages of about as many bytes, of the same cases, by Hugo. `hugo.ts <cases> <bytes> <out>`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { manifestOf } from '#public/site/folder.ts';
import { manyCases } from './cases.ts';

const [count = '100', bytes = '0', out = ''] = process.argv.slice(2);
const input = `${out}.input`;

/** The page of a case as an author of Hugo would write it: what `peer-page.ts` has, filled up to the bytes of our own page. */
const LAYOUT = `{{- $html := partial "case.html" . -}}
{{- $html -}}
{{- $left := math.Max 0 (sub .Params.bytes (len $html) 7) -}}
{{- printf "<!--%s-->" (strings.Repeat (int $left) "x") | safeHTML -}}
`;
const CASE = `<!doctype html>
<html lang="{{ .Params.language }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="/style.css"></head>
<body>
<main>
<h1>{{ .Title }}</h1>
<dl>
{{ with .Params.one }}<div><dt>status</dt><dd>{{ .status }}</dd></div>
<div><dt>submitted</dt><dd>{{ partial "time.html" .submitted }}</dd></div>
<div><dt>updated</dt><dd>{{ partial "time.html" .updated }}</dd></div>
</dl>
{{ partial "values.html" .request }}
<ol>
{{ range .visits }}<li>
<h3>{{ .row }}</h3>
<p>{{ partial "time.html" .begins }} {{ with .due }}{{ partial "time.html" . }}{{ end }} <progress max="{{ or .allowed 1 }}" value="{{ or .used 0 }}"></progress></p>
<ol>
{{ range .entries }}<li id="entry-{{ .seq }}">
<p>{{ .kind }} {{ with .who }}{{ .role }} {{ .name }}{{ end }} {{ partial "time.html" .at }} <code>{{ substr .id 0 8 }}</code></p>
{{ with .note }}<blockquote>{{ . }}</blockquote>{{ end }}
</li>
{{ end }}</ol>
</li>
{{ end }}{{ end }}</ol>
</main>
</body>
</html>
`;
const TIME = '<time datetime="{{ . }}">{{ . }}</time>';
const VALUES = `{{ if reflect.IsMap . }}<dl>{{ range $name, $each := . }}<div><dt>{{ $name }}</dt><dd>{{ partial "values.html" $each }}</dd></div>
{{ end }}</dl>{{ else }}{{ . }}{{ end }}`;

const write = (path: string, text: string): void => writeFileSync(join(input, path), text);
for (const folder of ['layouts/_default', 'layouts/partials', 'content/id', 'content/en'])
  mkdirSync(join(input, folder), { recursive: true });
write(
  'hugo.json',
  JSON.stringify({
    baseURL: 'https://contoh.example/',
    disableKinds: ['home', 'section', 'taxonomy', 'term', 'RSS', 'sitemap', '404'],
  }),
);
write('layouts/_default/single.html', LAYOUT);
for (const [name, text] of [
  ['case', CASE],
  ['time', TIME],
  ['values', VALUES],
] as const)
  write(`layouts/partials/${name}.html`, text);
for (const { case: one } of manyCases(Number(count)).all())
  for (const language of ['id', 'en'])
    write(
      `content/${language}/${one.id.toLowerCase()}.md`,
      `${JSON.stringify({ title: one.id, language, bytes: Number(bytes), one })}\n`,
    );

const started = performance.now();
execFileSync('hugo', ['--quiet', '--source', input, '--destination', out], { stdio: 'inherit' });
const built = performance.now();

const manifest = Object.values(await manifestOf(out));
if (manifest.length !== Number(count) * 2)
  throw new Error(`Hugo made ${manifest.length} of ${Number(count) * 2} pages.`);
const sum = manifest.reduce((total, each) => total + each.bytes, 0);
console.log(JSON.stringify({ build: built - started, pages: manifest.length, bytes: sum }));
