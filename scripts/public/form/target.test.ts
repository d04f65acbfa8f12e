import { describe, expect, it } from 'vitest';
import { ROOT } from '#tests/support/folders.ts';
import { IS_SHIPPED } from '#tests/support/shipped.ts';
import { targetOf } from './target-file.ts';
import { EMBEDDED, foreignOrigins, readTarget } from './target.ts';

const github = { kind: 'github', repository: 'kota/disposisi', signIn: 'https://masuk.contoh.example' };

describe('the settings of the forge that form and desk write to', () => {
  it.skipIf(!IS_SHIPPED)('the shipped settings are the embedded forge’s', async () => {
    expect(await targetOf(ROOT)).toEqual(EMBEDDED);
  });

  it('the settings for GitHub name repository and sign-in, and the only foreign origins are GitHub’s API and the sign-in', () => {
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
    // A path would never equal the popup’s origin. Signing in would then wait without a message.
    [{ ...github, signIn: 'https://masuk.contoh.example/auth' }, 'signIn'],
    [{ ...github, signIn: undefined }, 'signIn'],
    [{ ...github, branch: '' }, 'branch'],
    [{ ...github, api: 'api' }, 'api'],
    ['github', 'kind'],
  ])('the invalid settings %j are refused, with the name of the setting', (value, name) => {
    expect(() => readTarget(value)).toThrow(`site/forge.json: ${name}: expected`);
  });
});
