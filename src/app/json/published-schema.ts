import { isPlainObject } from '../../scenario/plain-value.ts';
import type { JsonSchema } from './schema-place.ts';

const ADDRESS = 'scenario.schema.json';

let loading: Promise<JsonSchema | null> | null = null;

/**
 * The JSON Schema as it is published beside the page, fetched once: to make it anew would weigh on the page before anybody asks for
 * it. Null where it cannot be had; the next one who asks tries again.
 */
export function publishedSchema(): Promise<JsonSchema | null> {
  loading ??= load().catch(() => {
    loading = null;
    return null;
  });
  return loading;
}

async function load(): Promise<JsonSchema> {
  const answer = await fetch(ADDRESS);
  if (!answer.ok) throw new Error(`${ADDRESS}: ${answer.status}`);
  const schema: unknown = await answer.json();
  if (!isPlainObject(schema)) throw new TypeError('a JSON Schema is an object');
  return schema;
}
