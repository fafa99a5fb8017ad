/** `tsx src/cli/write-gallery.ts FILE [ID...]`: runs the questions of the gallery and writes what they gave to FILE. */
import { readFileSync, writeFileSync } from 'node:fs';
import { GALLERY } from '../analysis/gallery/gallery.ts';
import type { GalleryResults } from '../analysis/gallery/gallery-entry.ts';
import { measureEntry } from '../analysis/gallery/measure-gallery.ts';

const [file, ...ids] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write(
    'write-gallery: name the file to write, for instance src/analysis/gallery/results.json\n',
  );
  process.exitCode = 2;
} else {
  // Runs of a minute: a few questions can be run again alone.
  const kept = (ids.length > 0 ? JSON.parse(readFileSync(file, 'utf8')) : {}) as GalleryResults;
  const results = GALLERY.map((entry) => [
    entry.id,
    ids.length === 0 || ids.includes(entry.id) ? measureEntry(entry) : (kept[entry.id] ?? {}),
  ]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(results), null, 2)}\n`);
}
