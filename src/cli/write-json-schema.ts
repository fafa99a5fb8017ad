/** `tsx src/cli/write-json-schema.ts FILE`: writes the JSON Schema of the scenario file to FILE. */
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../scenario/json-schema.ts';

const file = process.argv[2];
if (file === undefined) {
  process.stderr.write(
    'write-json-schema: name the file to write, for instance public/scenario.schema.json\n',
  );
  process.exitCode = 2;
} else {
  writeFileSync(file, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
}
