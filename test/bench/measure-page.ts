/**
 * `npm run measure:page`: how quickly the built app opens, answers and plays, as a table against its targets. Needs
 * `npm run build:app` before. `--rounds` is how often the page is opened and how many moves of a slider are taken in pairs.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { withBuiltApp } from '../e2e/support/built-app.ts';
import { initialKib } from '../support/initial-chunks.ts';
import { pageTargets } from './page/page-targets.ts';
import { timeOpening, timePlaying, timeSlider } from './page/page-timing.ts';
import { machineLine, thisMachine } from './report/machine.ts';
import { targetTable, textTable } from './report/tables.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new TypeError(`rounds "${values.rounds}": a number from 1 on`);
if (!(seconds >= 1)) throw new TypeError(`seconds "${values.seconds}": a number from 1 on`);

await withBuiltApp(async (app) => {
  // The first one starts what the browser starts once.
  await timeOpening(app);
  const openings = [];
  for (let round = 0; round < rounds; round += 1) openings.push(await timeOpening(app));
  const moves = await timeSlider(app, 2 * rounds);
  const playing = await timePlaying(app, seconds);
  const report = { initialKib: initialKib(), openings, moves, playing };
  const targets = pageTargets(report);
  const machine = thisMachine(`Chromium ${app.browser.version()}`);
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, ...report, targets }, null, 2)}\n`);
  else
    process.stdout.write(
      `${machineLine(machine)}. Medians of ${rounds} openings and ${2 * rounds} moves; ${playing.frames} frames in ${seconds} s.\n` +
        `${textTable(targetTable({ targets }))}\n`,
    );
  process.exitCode = targets.every(({ met }) => met === true) ? 0 : 1;
});
