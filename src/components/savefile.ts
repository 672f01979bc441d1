/**
 * Let the browser save bytes. Never opened in the page: the type is one nothing runs.
 */
export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.rel = 'noopener';
  link.click();
  // The browser has taken hold of the bytes when the click returns to its loop.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
