/**
 * Reads a value against the schema. Where the file as a whole does not fit, each part is read by itself, so that
 * the rules between fields can still be checked on the parts that are well formed.
 */
import {
  backendsSchema,
  clientSchema,
  eventSchema,
  hopSchema,
  type ParsedBackends,
  type ParsedClient,
  type ParsedEvent,
  type ParsedFile,
  type ParsedHop,
  type ResolvedHop,
  scenarioFileSchema,
  topFields,
} from './file-format.ts';
import { hopsOf } from './normalize.ts';
import { isPlainObject } from './plain-value.ts';
import type { ScenarioError } from './scenario-error.ts';
import { schemaErrors } from './schema-errors.ts';
import { type ParsedUncertain, uncertainSchema } from './uncertain.ts';

/** The parts of a file; a part with faults of its own is null, a field that is not given is undefined. */
export interface Sections {
  readonly duration: number | null | undefined;
  readonly sampleEvery: number | null | undefined;
  readonly warmUp: number | null | undefined;
  /** Null when there is no list of clients at all. */
  readonly clients: readonly (ParsedClient | null)[] | null;
  readonly path: readonly (ParsedHop | null)[];
  readonly backends: ParsedBackends | null;
  readonly events: readonly (ParsedEvent | null)[];
  readonly uncertain: readonly (ParsedUncertain | null)[];
}

/** The same with the values of presets filled in. */
export interface ResolvedSections extends Omit<Sections, 'path'> {
  readonly path: readonly (ResolvedHop | null)[];
}

export interface Reading {
  /** Null when the value does not fit the schema. */
  readonly parsed: ParsedFile | null;
  readonly sections: Sections;
  readonly errors: readonly ScenarioError[];
}

export function readSections(value: unknown): Reading {
  const whole = scenarioFileSchema.safeParse(value);
  if (whole.success) return { parsed: whole.data, sections: sectionsOf(whole.data), errors: [] };
  return {
    parsed: null,
    sections: readParts(isPlainObject(value) ? value : {}),
    errors: schemaErrors(whole.error.issues, scenarioFileSchema, value),
  };
}

function sectionsOf(file: ParsedFile): Sections {
  const { duration, sampleEvery, warmUp, clients, backends, events = [], uncertain = [] } = file;
  return { duration, sampleEvery, warmUp, clients, path: hopsOf(file.path), backends, events, uncertain };
}

function readParts(file: Readonly<Record<string, unknown>>): Sections {
  return {
    duration: readPart(topFields.duration, file.duration),
    sampleEvery: readPart(topFields.sampleEvery, file.sampleEvery),
    warmUp: readPart(topFields.warmUp, file.warmUp),
    clients: Array.isArray(file.clients) ? readList(clientSchema, file.clients) : null,
    path: readList(hopSchema, file.path),
    backends: readPart(backendsSchema, file.backends),
    events: readList(eventSchema, file.events),
    uncertain: readList(uncertainSchema, file.uncertain),
  };
}

interface Readable<Out> {
  safeParse(value: unknown): { success: true; data: Out } | { success: false };
}

function readPart<Out>(schema: Readable<Out>, value: unknown): Out | null {
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
}

function readList<Out>(schema: Readable<Out>, value: unknown): (Out | null)[] {
  return Array.isArray(value) ? value.map((item: unknown) => readPart(schema, item)) : [];
}
