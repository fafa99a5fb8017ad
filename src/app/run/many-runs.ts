import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Scenario } from '../../scenario/scenario.ts';
import { messageOf } from '../../workers/errors.ts';
import type { DocumentStore } from '../state/document-store.ts';

/** Runs that were asked for beside the one on show, and what came of them. */
export interface ManyRunsState<Result> {
  /** Scenario that they belong to; it outlives a change of the open one. */
  readonly scenario: Scenario | null;
  readonly isRunning: boolean;
  /** Of all runs asked for last, 0..1. */
  readonly share: number;
  /** The last that came to an end. */
  readonly result: Result | null;
  /** Why there is no result. */
  readonly message: string;
}

export interface ManyRuns<Result> {
  readonly use: UseBoundStore<StoreApi<ManyRunsState<Result>>>;
  /**
   * Runs the work for the open scenario; it ends at once when that changes.
   * @param work stops with the signal and tells its share
   */
  readonly start: (
    documents: DocumentStore,
    work: (scenario: Scenario, signal: AbortSignal, onProgress: (share: number) => void) => Promise<Result>,
  ) => void;
  readonly cancel: () => void;
}

/** Progress is shown this often, in steps of its share. */
const SHARE_STEP = 0.01;

/** A place for the results of many runs that outlives the part of the page that shows them. */
export function createManyRuns<Result>(): ManyRuns<Result> {
  const use = create<ManyRunsState<Result>>()(() => ({
    scenario: null,
    isRunning: false,
    share: 0,
    result: null,
    message: '',
  }));
  let stop: AbortController | null = null;
  const end = (): void => {
    stop?.abort();
    stop = null;
    use.setState({ isRunning: false, share: 0 });
  };
  return {
    use,
    cancel: end,
    start(documents, work) {
      end();
      const own = new AbortController();
      stop = own;
      const { scenario } = documents.getState();
      // A result of another scenario says nothing of this one.
      const kept = use.getState().scenario === scenario ? use.getState().result : null;
      use.setState({ scenario, isRunning: true, share: 0, result: kept, message: '' });
      const unsubscribe = documents.subscribe((state) => {
        if (state.scenario !== scenario) end();
      });
      own.signal.addEventListener('abort', unsubscribe, { once: true });
      const onProgress = (share: number): void => {
        if (own.signal.aborted || share - use.getState().share < SHARE_STEP) return;
        use.setState({ share });
      };
      const carryOut = async (): Promise<void> => {
        const outcome = await work(scenario, own.signal, onProgress).then(
          (result) => ({ result, message: '' }),
          (error: unknown) => ({ message: messageOf(error) }),
        );
        if (own.signal.aborted) return;
        end();
        use.setState(outcome);
      };
      void carryOut();
    },
  };
}
