import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../test/support/source-files.ts';
import { defaultFile, defaultScenario } from './default-scenario.ts';
import { examples } from './examples.ts';
import { formatScenarioFile } from './format-file.ts';
import { parseScenarioText } from './parse.ts';

const SOURCE = join(ROOT, 'src/scenario/examples');
const PUBLISHED = join(ROOT, 'public/scenarios');

describe('examples', () => {
  it('are all offered, the default first', () => {
    const files = readdirSync(SOURCE).map((name) => name.replace('.json', ''));
    expect(examples.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
    expect(examples[0]?.file).toEqual(defaultFile);
    expect(defaultScenario.name).toBe('Can one load balancer carry 100k WebSockets to ten servers?');
  });

  it.each(examples.map(({ id }) => id))('%s is valid, canonical text, and published unchanged', (id) => {
    const text = readFileSync(join(SOURCE, `${id}.json`), 'utf8');
    const outcome = parseScenarioText(text);
    expect(outcome.ok ? [] : outcome.errors).toEqual([]);
    expect(outcome.ok && formatScenarioFile(outcome.file)).toBe(text);
    expect(readFileSync(join(PUBLISHED, `${id}.json`), 'utf8')).toBe(text);
  });

  it('are questions with a lesson', () => {
    for (const { question, file } of examples) {
      expect(question).toMatch(/\?$/);
      expect(file.description?.split('. ').length).toBeGreaterThanOrEqual(2);
    }
  });
});
