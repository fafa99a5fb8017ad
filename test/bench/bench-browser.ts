/** `npm run bench:browser`: the same in Web Workers of a Chromium, and runs as the app makes them. */
import process from 'node:process';
import { BrowserHost } from './browser/browser-host.ts';
import { benchCommand } from './command.ts';
import { thisMachine } from './report/machine.ts';

process.exitCode = await benchCommand(process.argv.slice(2), {
  start: () => BrowserHost.start(),
  extras: (host) => ({
    machine: thisMachine(host.version),
    memory: async () => null,
    app: (rounds, withLargest) => host.timeApp(rounds, withLargest),
  }),
});
