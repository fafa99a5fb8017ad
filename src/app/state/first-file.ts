import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';
import { isShareHash } from '../../scenario/share-hash.ts';

export type LinkedFile =
  | {
      readonly ok: true;
      readonly file: ScenarioFile;
      /** It is someone's scenario, and not a question of the app. */
      readonly isShared: boolean;
    }
  | { readonly ok: false; readonly errors: readonly ScenarioError[] };

const EXAMPLE_HASH = /^#example\/([\w-]+)$/;

/** An example as the page's address names it. */
export interface LinkableExample {
  readonly id: string;
  readonly file: ScenarioFile;
}

export type LoadExamples = () => Promise<readonly LinkableExample[]>;

/** The scenario that a URL hash stands for: a share link, or `#example/id`; null when it is neither. */
export async function linkedFile(hash: string, loadExamples: LoadExamples): Promise<LinkedFile | null> {
  const exampleId = EXAMPLE_HASH.exec(hash)?.[1];
  if (exampleId !== undefined) return linkedExample(exampleId, loadExamples);
  if (!isShareHash(hash)) return null;
  return sharedFile(hash);
}

async function sharedFile(hash: string): Promise<LinkedFile> {
  const codec = await import('../../scenario/share-link.ts').catch(() => null);
  if (codec === null) return failure('The part of the page that reads links could not be fetched');
  const shared = await codec.decodeShareText(hash);
  if (!shared.ok) return failure(shared.message);
  const outcome = parseScenarioText(shared.text);
  return outcome.ok ? { ok: true, file: outcome.file, isShared: true } : outcome;
}

async function linkedExample(exampleId: string, loadExamples: LoadExamples): Promise<LinkedFile> {
  try {
    const examples = await loadExamples();
    const example = examples.find(({ id }) => id === exampleId);
    if (example !== undefined) return { ok: true, file: example.file, isShared: false };
    const accepted = examples.map(({ id }) => `#example/${id}`).join(', ');
    return failure(`There is no example "${exampleId}"`, accepted);
  } catch {
    return failure('The examples could not be fetched');
  }
}

function failure(message: string, accepted?: string): LinkedFile {
  const error: ScenarioError = { path: '', code: 'bad-value', message };
  return { ok: false, errors: [accepted === undefined ? error : { ...error, accepted }] };
}
