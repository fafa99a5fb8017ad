/** `tsx src/cli/write-gallery-pages.ts FOLDER`: writes each question of the gallery to FOLDER as a page without scripts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GALLERY } from '../analysis/gallery/gallery.ts';
import { galleryHtml, galleryIndexHtml } from '../analysis/gallery/gallery-html.ts';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('write-gallery-pages: name the folder to write to, for instance dist/app/gallery\n');
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  for (const entry of GALLERY) writeFileSync(join(folder, `${entry.id}.html`), galleryHtml(entry));
  writeFileSync(join(folder, 'index.html'), galleryIndexHtml());
}
