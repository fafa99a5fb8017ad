/**
 * The codec of share links: text -> deflate -> base64url behind a version prefix, for the hash of a URL, which
 * browsers do not send to any server. Works where `CompressionStream` exists: browsers and Node 20.12 or newer.
 */
import { isShareHash, SHARE_PREFIX } from './share-hash.ts';

/** Longest hash that is looked at, in characters; browsers cut longer URLs anyway. */
const MAX_ENCODED_CHARACTERS = 200_000;
/** Longest text that a link may unpack to, in bytes. A scenario is some kB; deflate alone allows a factor of 1,000. */
const MAX_TEXT_BYTES = 1_048_576;

export type SharedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The URL hash, with its leading `#`, that `decodeShareText` turns back into the text. */
export async function encodeShareText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const packed = await through(new CompressionStream('deflate-raw'), bytes, Infinity);
  return SHARE_PREFIX + toBase64Url(packed);
}

/** The text of a share link's hash; a message for people when the link is damaged, too large or of another version. */
export async function decodeShareText(hash: string): Promise<SharedText> {
  if (!isShareHash(hash)) return failure('The link holds no scenario: it does not begin with "#s1=".');
  if (!hash.startsWith(SHARE_PREFIX)) {
    return failure('The link was made by a newer version of Fivetuple and cannot be read by this one.');
  }
  if (hash.length > MAX_ENCODED_CHARACTERS) {
    return failure(`The link is longer than ${MAX_ENCODED_CHARACTERS} characters.`);
  }
  const packed = fromBase64Url(hash.slice(SHARE_PREFIX.length));
  if (packed === null) return failure('The link is damaged: it contains characters that no link has.');
  try {
    const bytes = await through(new DecompressionStream('deflate-raw'), packed, MAX_TEXT_BYTES);
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TooLarge) return failure(`The link unpacks to more than ${MAX_TEXT_BYTES} bytes.`);
    return failure('The link is damaged: a part of it is missing or changed.');
  }
}

function failure(message: string): SharedText {
  return { ok: false, message };
}

class TooLarge extends Error {}

/** Sends all bytes through a transform; stops with `TooLarge` as soon as more than `limit` bytes come out. */
async function through(transform: ByteTransform, bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const writer = transform.writable.getWriter();
  // A damaged stream rejects these too; the reader below reports it.
  const written = Promise.allSettled([writer.write(bytes), writer.close()]);
  const reader = transform.readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    size += part.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new TooLarge();
    }
  }
  await written;
  const result = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}

/** RFC 4648, section 5. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function toBase64Url(bytes: Uint8Array): string {
  const characters: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k <= Math.min(left, 3); k += 1)
      characters.push(ALPHABET.charAt((bits >> (18 - 6 * k)) & 63));
  }
  return characters.join('');
}

function fromBase64Url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    bits = ((bits << 6) | digit) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at] = (bits >> held) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

/*
 * The part of the web platform that this file needs. The layer is compiled without the types of browser and Node;
 * both have these classes, and what they do depends on nothing but their input.
 */
interface ByteTransform {
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): {
      read(): Promise<{ done: false; value: Uint8Array } | { done: true }>;
      cancel(): Promise<void>;
    };
  };
}

declare const CompressionStream: new (format: 'deflate-raw') => ByteTransform;
declare const DecompressionStream: new (format: 'deflate-raw') => ByteTransform;
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean; ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string;
};
