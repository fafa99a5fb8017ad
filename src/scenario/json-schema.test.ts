import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { arbitraryScenarioFile } from '../../test/support/arbitrary-scenario.ts';
import { ROOT } from '../../test/support/source-files.ts';
import { examples } from './examples.ts';
import { fieldDocs } from './field-docs/field-docs.ts';
import { scenarioJsonSchema } from './json-schema.ts';
import { fieldOf, isKeyed, isPlainObject } from './plain-value.ts';

const PUBLISHED = join(ROOT, 'public/scenario.schema.json');

/** Paths of all properties of a JSON Schema, in the notation of the field docs. */
function pathsOf(schema: unknown, path = ''): string[] {
  if (!isKeyed(schema)) return [];
  const members = [schema.anyOf, schema.oneOf].flat().flatMap((member) => pathsOf(member, path));
  const items = pathsOf(schema.items, `${path}.*`);
  const properties = isPlainObject(schema.properties) ? Object.entries(schema.properties) : [];
  return [
    ...members,
    ...items,
    ...properties.flatMap(([name, property]) => {
      const child = path === '' ? name : `${path}.${name}`;
      return [child, ...pathsOf(property, child)];
    }),
  ];
}

describe('scenarioJsonSchema', () => {
  it('is what is published (npm run schema writes it)', () => {
    expect(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`).toBe(readFileSync(PUBLISHED, 'utf8'));
  });

  it('describes every field that has a doc, and no other', () => {
    const paths = new Set(pathsOf(scenarioJsonSchema()));
    expect([...paths].toSorted()).toEqual(fieldDocs.map(({ path }) => path).toSorted());
  });

  it('says what a field is, its real name, default and source', () => {
    const clients = fieldOf(fieldOf(scenarioJsonSchema(), 'properties'), 'clients');
    const ports = fieldOf(fieldOf(fieldOf(clients, 'items'), 'properties'), 'ports');
    expect(fieldOf(ports, 'description')).toBe(
      'Source ports that a client address may use toward one destination address and port. ' +
        'On real systems: net.ipv4.ip_local_port_range. Default: "32768-60999". ' +
        'Source: Linux Documentation/networking/ip-sysctl.rst.',
    );
  });

  // Zod reads JSON Schema too, which makes it a validator for the schema that was written.
  const validator = z.fromJSONSchema(scenarioJsonSchema());

  it('accepts every example and every valid file', () => {
    for (const { id, file } of examples) expect(validator.safeParse(file).success, id).toBe(true);
    fc.assert(
      fc.property(arbitraryScenarioFile(), (file) => {
        const json: unknown = JSON.parse(JSON.stringify(file));
        expect(validator.safeParse(json).error?.issues).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('refuses unknown fields, unknown words and quantities that make no sense', () => {
    const file = { fivetuple: 1, clients: [{ count: 5 }], path: [{ mode: 'snat' }], backends: { count: 2 } };
    expect(validator.safeParse(file).success).toBe(true);
    for (const broken of [
      { ...file, durations: '1h' },
      { ...file, duration: '10 parsecs' },
      { ...file, path: [{ mode: 'nat' }] },
      { ...file, backends: { count: 0 } },
      { ...file, fivetuple: 2 },
      { ...file, clients: [{ count: 5, ports: 'all' }] },
    ]) {
      expect(validator.safeParse(broken).success, JSON.stringify(broken)).toBe(false);
    }
  });
});
