import { describe, expect, it } from 'vitest';
import { ROOT } from '#tests/support/folders.ts';
import { IS_SHIPPED } from '#tests/support/shipped.ts';
import { targetOf } from './target-file.ts';
import { EMBEDDED, foreignOrigins, readTarget } from './target.ts';

const github = { kind: 'github', repository: 'kota/disposisi', signIn: 'https://masuk.contoh.example' };

describe('the settings of the forge that form and desk write to', () => {
  it.skipIf(!IS_SHIPPED)('that are shipped are the embedded forge’s', async () => {
    expect(await targetOf(ROOT)).toEqual(EMBEDDED);
  });

  it('for GitHub name repository and sign-in, and open the page’s policy to its interface and the sign-in alone', () => {
    const target = readTarget(github);
    expect(target).toEqual(github);
    expect(foreignOrigins(target)).toEqual(['https://api.github.com', github.signIn]);
    expect(foreignOrigins(readTarget({ ...github, api: 'https://git.contoh.example/api/v3' }))).toEqual([
      'https://git.contoh.example',
      github.signIn,
    ]);
    expect(foreignOrigins({ kind: 'embedded', repository: 'a/b' })).toEqual([]);
  });

  it.each([
    [{ ...github, kind: 'gitlab' }, 'kind'],
    [{ ...github, repository: 'disposisi' }, 'repository'],
    // A path would never equal the popup's origin: signing in would hang without a word.
    [{ ...github, signIn: 'https://masuk.contoh.example/auth' }, 'signIn'],
    [{ ...github, signIn: undefined }, 'signIn'],
    [{ ...github, branch: '' }, 'branch'],
    [{ ...github, api: 'api' }, 'api'],
    ['github', 'kind'],
  ])('%j is refused by the setting’s name', (value, name) => {
    expect(() => readTarget(value)).toThrow(`site/forge.json: ${name}: expected`);
  });
});
