/** Whether a dialog is open: keys belong to it then. */
export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
