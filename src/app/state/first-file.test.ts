import { describe, expect, it } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { encodeShareText } from '../../scenario/share-link.ts';
import { linkedFile } from './first-file.ts';
import { fileNameOf } from './transfer.ts';

const file = examples[0]!.file;

describe('linkedFile', () => {
  it('is nothing without a link', async () => {
    expect(await linkedFile('', examples)).toBeNull();
    expect(await linkedFile('#top', examples)).toBeNull();
  });

  it('reads back what was shared', async () => {
    const hash = await encodeShareText(JSON.stringify(file));
    expect(await linkedFile(hash, examples)).toMatchObject({ ok: true, file });
  });

  it('opens examples by their short name', async () => {
    const [, second] = examples;
    expect(await linkedFile(`#example/${second!.id}`, examples)).toEqual({ ok: true, file: second!.file });
    const unknown = await linkedFile('#example/none', examples);
    expect(unknown).toMatchObject({ ok: false, errors: [{ message: 'There is no example "none"' }] });
  });

  it('says what is wrong with a damaged link', async () => {
    const hash = await encodeShareText(JSON.stringify(file));
    expect(await linkedFile(hash.slice(0, 40), examples)).toMatchObject({ ok: false });
    expect(await linkedFile(await encodeShareText('{"fivetuple": 2}'), examples)).toMatchObject({
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
