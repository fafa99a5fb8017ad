/** The part of WebAssembly that is used here: layers without a page have no types of it, though every engine has the thing. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** What `assembly/loop.ts` exports. */
export interface LoopExports {
  /** Processes events before a time, at most so many; why it has come back. */
  readonly run: (boundarySec: number, most: number) => number;
}

interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: LoopExports };
}

declare const WebAssembly: WebAssemblyApi | undefined;
declare function atob(text: string): string;

/** Null where the page that the run is in forbids it, or the machine lacks the memory: runs take longer then. */
export function tryWebAssembly<Result>(use: (api: WebAssemblyApi) => Result): Result | null {
  if (typeof WebAssembly === 'undefined') return null;
  try {
    return use(WebAssembly);
  } catch {
    return null;
  }
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
