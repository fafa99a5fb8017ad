import { describe, expect, it } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { encodeShareText } from '../../scenario/share-link.ts';
import { linkedFile } from './first-file.ts';
import { fileNameOf } from './transfer.ts';

const file = examples[0]!.file;
const load = () => Promise.resolve(examples);

describe('linkedFile', () => {
  it('is nothing without a link', async () => {
    expect(await linkedFile('', load)).toBeNull();
    expect(await linkedFile('#top', load)).toBeNull();
  });

  it('reads back what was shared', async () => {
    const hash = await encodeShareText(JSON.stringify(file));
    expect(await linkedFile(hash, load)).toMatchObject({ ok: true, isShared: true, file });
  });

  it('opens examples by their short name', async () => {
    const [, second] = examples;
    expect(await linkedFile(`#example/${second!.id}`, load)).toEqual({
      ok: true,
      isShared: false,
      file: second!.file,
    });
    const unknown = await linkedFile('#example/none', load);
    expect(unknown).toMatchObject({ ok: false, errors: [{ message: 'There is no example "none"' }] });
    const offline = await linkedFile('#example/no-snat', () => Promise.reject(new Error('offline')));
    expect(offline).toMatchObject({ ok: false, errors: [{ message: 'The examples could not be fetched' }] });
  });

  it('says what is wrong with a damaged link', async () => {
    const hash = await encodeShareText(JSON.stringify(file));
    expect(await linkedFile(hash.slice(0, 40), load)).toMatchObject({ ok: false });
    expect(await linkedFile(await encodeShareText('{"fivetuple": 2}'), load)).toMatchObject({
      ok: false,
    });
  });
});

describe('fileNameOf', () => {
  it.each([
    ['Why do I stop at 32,767?', 'why-do-i-stop-at-32-767.json'],
    ['Größe: 100k', 'gro-e-100k.json'],
    ['???', 'scenario.json'],
  ])('%s becomes %s', (name, fileName) => {
    expect(fileNameOf(name)).toBe(fileName);
  });
});
