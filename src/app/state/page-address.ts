import { type Page, SIDE_PAGES, useView, type WorkModeId } from './view-store.ts';

/** The page that a URL hash names, as in `#presets` or `#presets/haproxy`; any other hash belongs to the scenario. */
export function pageOf(hash: string): Page {
  return SIDE_PAGES.find((page) => hash === `#${page}` || hash.startsWith(`#${page}/`)) ?? 'workspace';
}

/** What of its page a URL hash names: `haproxy` in `#presets/haproxy`; empty where it names the page alone. */
export function detailOf(hash: string): string {
  const [, detail = ''] = /^#\w+\/([\w-]+)$/.exec(hash) ?? [];
  return pageOf(hash) === 'workspace' ? '' : detail;
}

/** Goes back to the scenario; the browser's Back returns to the page that is left. */
export function showWorkspace(): void {
  if (pageOf(location.hash) !== 'workspace') {
    history.pushState(null, '', location.pathname + location.search);
  }
  useView.setState({ page: 'workspace' });
}

/** Shows the comparison, or another mode; back to watching the run where it is shown already. */
export function toggleMode(mode: WorkModeId): void {
  const { page, mode: shown } = useView.getState();
  showWorkspace();
  useView.setState({ mode: page === 'workspace' && shown === mode ? 'watch' : mode });
}

/** Takes the link out of the address: it no longer says what is open. */
export function forgetLink(): void {
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
}
