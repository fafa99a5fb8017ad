#!/usr/bin/env node
// npm links the program when `npx fivetuple` is first asked for, and never again: this file is always there to be
// linked, the program itself only after a build.
import { existsSync } from 'node:fs';
import process from 'node:process';

const program = new URL('../../dist/cli/fivetuple.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('fivetuple is not built yet: run `npm run build` first.\n');
  process.exitCode = 1;
}
