import { counted, formatBytes, formatDuration } from '../../analysis/wording/format-quantity.ts';
import { estimateMemoryBytes } from '../../network/memory-estimate.ts';
import { parseCommand } from '../arguments.ts';
import { compiled } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { readScenario } from '../read-scenario.ts';

/** `check FILE`: says that a scenario is valid and what it describes, or every fault. */
export function check(argv: readonly string[], io: Io): number {
  const { file } = parseCommand(argv, {});
  const { scenario } = readScenario(file, io);
  const plan = compiled(scenario);
  const parts = [
    counted(scenario.clients.length, 'client population'),
    counted(scenario.path.length, 'hop'),
    counted(scenario.backends.count, 'backend'),
    counted(scenario.events.length, 'event'),
    formatDuration(scenario.durationSec),
  ];
  io.out(`valid: ${scenario.name}\n`);
  io.out(`${parts.join(', ')}; a run needs about ${formatBytes(estimateMemoryBytes(plan))} of memory\n`);
  return EXIT_OK;
}
