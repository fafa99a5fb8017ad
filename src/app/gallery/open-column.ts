import { columnFile } from '../../analysis/gallery/gallery.ts';
import type { GalleryColumn, GalleryEntry } from '../../analysis/gallery/gallery-entry.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { showWorkspace } from '../state/page-address.ts';
import { useView } from '../state/view-store.ts';

/** Opens the scenario of a column and shows its run, or its comparison. Undo goes back to what was open. */
export function openColumn(
  editor: DocumentEditor,
  entry: GalleryEntry,
  column: GalleryColumn,
  mode: 'watch' | 'compare',
): void {
  editor.open(columnFile(entry, column));
  // Also where the same scenario was open already.
  showWorkspace();
  useView.setState({ mode });
}
