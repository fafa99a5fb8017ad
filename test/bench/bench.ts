/** `npm run bench`: the engine beside the reference and its peers, in Node. See options.ts. */
import process from 'node:process';
import { benchCommand } from './command.ts';
import { NodeHost } from './measure/node-host.ts';
import { thisMachine } from './report/machine.ts';

process.exitCode = await benchCommand(process.argv.slice(2), {
  start: () => NodeHost.start(),
  extras: (host) => ({
    machine: thisMachine(),
    memory: (size) => host.memoryUse(size),
    app: async () => null,
  }),
});
