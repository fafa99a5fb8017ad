/** Hands a text to the browser's downloads. */
export function downloadText(fileName: string, mediaType: string, text: string): void {
  downloadBlob(fileName, new Blob([text], { type: mediaType }));
}

/** A table named by words, which are joined by hyphens. */
export function downloadCsv(words: string, csv: string): void {
  downloadText(`${words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`, 'text/csv', csv);
}

export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun by the next task; until then the address must stay valid.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
