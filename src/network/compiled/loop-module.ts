import { LOOP_BASE64, SETTINGS } from './loop-binary.ts';
import { bytesOf, tryWebAssembly } from './web-assembly.ts';

/** What a scenario settles for its whole run: see `assembly/settings.ts`. */
export type LoopSettings = Readonly<Record<(typeof SETTINGS)[number]['name'], number>>;

const BYTES_OF_I32 = 5;

/** Compiled once for each combination of settings that a run has wanted; null where that is forbidden. */
const modules = new Map<string, object | null>();

/** The loop without what the scenario does not have, compiled to WebAssembly; null where that is forbidden. */
export function loopModule(settings: LoopSettings): object | null {
  const key = SETTINGS.map(({ name }) => settings[name]).join();
  let module = modules.get(key);
  if (module === undefined) {
    module = tryWebAssembly(({ Module }) => new Module(withSettings(settings)));
    modules.set(key, module);
  }
  return module;
}

function withSettings(settings: LoopSettings): Uint8Array {
  const bytes = bytesOf(LOOP_BASE64);
  for (const { name, places } of SETTINGS) for (const place of places) writeI32(bytes, place, settings[name]);
  return bytes;
}

/** LEB128 in all the bytes that an i32 can take. */
function writeI32(bytes: Uint8Array, place: number, value: number): void {
  for (let index = 0; index < BYTES_OF_I32; index++) {
    const hasMore = index < BYTES_OF_I32 - 1 ? 0x80 : 0;
    bytes[place + index] = ((value >> (7 * index)) & 0x7f) | hasMore;
  }
}
