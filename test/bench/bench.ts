/** `npm run bench`: the engine beside the reference and its peers, in Node. See options.ts. */
import process from 'node:process';
import { benchCommand } from './command.ts';
import { NodeHost } from './measure/node-host.ts';
import { memoryUse } from './measure/sections.ts';
import { thisMachine } from './report/machine.ts';

process.exitCode = await benchCommand(process.argv.slice(2), {
  start: async () => new NodeHost(),
  extras: () => ({ machine: thisMachine(), memory: memoryUse, app: async () => null }),
});
