import { notify } from './view-store.ts';

/**
 * Does something with a part of the page that is fetched when it is first asked for. Where that fails, a notice says what
 * has not been done: "Not kept: a part of the page could not be fetched".
 */
export async function withPart<Part>(
  part: Promise<Part>,
  act: (part: Part) => unknown,
  notDone: string,
): Promise<void> {
  try {
    await act(await part);
  } catch {
    notify(`${notDone}: a part of the page could not be fetched`);
  }
}
