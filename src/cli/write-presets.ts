/** `tsx src/cli/write-presets.ts FILE`: writes the document of the presets to FILE. */
import { writeFileSync } from 'node:fs';
import { presetsDocument } from '../scenario/presets/document.ts';

const file = process.argv[2];
if (file === undefined) {
  process.stderr.write('write-presets: name the file to write, for instance docs/presets.md\n');
  process.exitCode = 2;
} else {
  writeFileSync(file, presetsDocument());
}
