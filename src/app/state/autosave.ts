import type { ScenarioFile } from '../../scenario/file-format.ts';
import { FILE_KEY } from './kept-file.ts';
import { useSaveState } from './save-state.ts';

const DELAY_MS = 400;

/**
 * Keeps a file some time after its last change, and at once when the page goes away. The open file stays in the storage
 * that answers at once, so that the page starts without a wait; its undo steps follow into a larger one.
 */
export class Autosave {
  private readonly storage: Pick<Storage, 'setItem'>;
  private readonly keepSteps: () => Promise<boolean>;
  private last: ScenarioFile;
  private waiting = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param first the file that is open now: it is not written before it has changed
   * @param keepSteps keeps the steps of the file that has just been written; false where they are not kept
   */
  constructor(storage: Pick<Storage, 'setItem'>, first: ScenarioFile, keepSteps: () => Promise<boolean>) {
    this.storage = storage;
    this.last = first;
    this.keepSteps = keepSteps;
  }

  schedule(file: ScenarioFile): void {
    if (file === this.last) return;
    this.last = file;
    this.waiting = true;
    useSaveState.setState({ state: 'pending' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), DELAY_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    if (!this.waiting) return;
    this.waiting = false;
    try {
      this.storage.setItem(FILE_KEY, JSON.stringify(this.last));
    } catch {
      useSaveState.setState({ state: 'unavailable' });
      return;
    }
    void this.keepStepsOf(this.last);
  }

  private async keepStepsOf(written: ScenarioFile): Promise<void> {
    const kept = await this.keepSteps();
    // What has changed meanwhile is on its way by itself.
    if (this.last === written && !this.waiting)
      useSaveState.setState({ state: kept ? 'saved' : 'without-steps' });
  }
}
