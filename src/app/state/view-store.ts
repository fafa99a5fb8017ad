import { create } from 'zustand';
import type { ScenarioError } from '../../scenario/scenario-error.ts';

/** Pages beside the scenario's; each is at the hash of its name (see `page-address.ts`). */
export const SIDE_PAGES = ['gallery', 'presets', 'validation'] as const;
export type SidePageId = (typeof SIDE_PAGES)[number];
/** The scenario with its answer, or a page beside it. */
export type Page = 'workspace' | SidePageId;

/** What is done with the open scenario: one run is watched, or many are set side by side. */
export const WORK_MODES = ['compare', 'plan', 'sweep'] as const;
export type WorkModeId = (typeof WORK_MODES)[number];
export type WorkMode = 'watch' | WorkModeId;

/** Dialogs that a command opens; see `layout/PageDialog.tsx`. */
export type DialogId = 'help' | 'json' | 'settings' | 'lookup' | 'palette' | 'runs' | 'ports' | 'report';

/** Tabs of the narrow page. */
export type Tab = 'overview' | 'diagram' | 'ports' | 'settings';

/** What was opened and why it could not be: the name of a file, "pasted text", "the link". */
export interface ImportFailure {
  readonly source: string;
  readonly errors: readonly ScenarioError[];
}

/** What the page shows that is not part of the document. */
export interface ViewState {
  readonly page: Page;
  readonly mode: WorkMode;
  readonly dialog: DialogId | null;
  readonly importFailure: ImportFailure | null;
  readonly tab: Tab;
  /** A short confirmation, for instance "Link copied". */
  readonly notice: string;
}

export const useView = create<ViewState>()(() => ({
  page: 'workspace',
  mode: 'watch',
  dialog: null,
  importFailure: null,
  tab: 'overview',
  notice: '',
}));

const NOTICE_MS = 4000;
let noticeTimer: ReturnType<typeof setTimeout> | undefined;

/** Shows a confirmation for a few seconds. */
export function notify(notice: string): void {
  clearTimeout(noticeTimer);
  useView.setState({ notice });
  noticeTimer = setTimeout(() => useView.setState({ notice: '' }), NOTICE_MS);
}

export function openDialog(dialog: ViewState['dialog']): void {
  useView.setState({ dialog });
}
