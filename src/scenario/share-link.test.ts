import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFile } from './default-scenario.ts';
import { formatScenarioFile } from './format-file.ts';
import { isShareHash, SHARE_PREFIX } from './share-hash.ts';
import { decodeShareText, encodeShareText } from './share-link.ts';

describe('share links', () => {
  it('give back any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (text) => {
        const hash = await encodeShareText(text);
        expect(hash).toMatch(/^#s1=[A-Za-z0-9_-]*$/);
        expect(await decodeShareText(hash)).toEqual({ ok: true, text });
      }),
    );
  });

  it('are short: the default scenario fits into a thousand characters', async () => {
    expect((await encodeShareText(formatScenarioFile(defaultFile))).length).toBeLessThan(1100);
  });

  it.each([
    ['', 'The link holds no scenario: it does not begin with "#s1=".'],
    ['#example/no-snat', 'The link holds no scenario: it does not begin with "#s1=".'],
    ['#s2=abc', 'The link was made by a newer version of Fivetuple and cannot be read by this one.'],
    ['#s1=ab*c', 'The link is damaged: it contains characters that no link has.'],
    ['#s1=abcdefgh', 'The link is damaged: a part of it is missing or changed.'],
    ['#s1=', 'The link is damaged: a part of it is missing or changed.'],
  ])('refuse %j', async (hash, message) => {
    expect(await decodeShareText(hash)).toEqual({ ok: false, message });
  });

  it('that were cut are refused', async () => {
    const hash = await encodeShareText(formatScenarioFile(defaultFile));
    expect(await decodeShareText(hash.slice(0, hash.length / 2))).toMatchObject({ ok: false });
  });

  it('do not unpack to more than the bound, nor read endless text', async () => {
    const bomb = SHARE_PREFIX + deflateRawSync(Buffer.alloc(20_000_000)).toString('base64url');
    expect(await decodeShareText(bomb)).toEqual({
      ok: false,
      message: 'The link unpacks to more than 1048576 bytes.',
    });
    const long = SHARE_PREFIX + 'A'.repeat(300_000);
    expect(await decodeShareText(long)).toEqual({
      ok: false,
      message: 'The link is longer than 200000 characters.',
    });
  });

  it('are told from other hashes', () => {
    expect([isShareHash('#s1=x'), isShareHash('#s12=x'), isShareHash('#compare')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
