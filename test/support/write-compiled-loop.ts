/** `npm run loop`: compiles the loop over ordinary events and writes the module that has it. */
import { writeFileSync } from 'node:fs';
import { COMPILED_LOOP, loopModuleText } from './compile-loop.ts';

writeFileSync(COMPILED_LOOP, loopModuleText());
