/**
 * Whether an address is one to open: on the web or for mail, whole, and without what
 * browsers read otherwise than people. `null` when it is not.
 */
export function safeLink(address: string | null): string | null {
  // Browsers skip line ends and tabs, and take a backslash for a slash.
  // eslint-disable-next-line no-control-regex
  if (address === null || /[\s\\\u0000-\u001f\u007f]/.test(address.trim())) {
    return null;
  }
  try {
    const url = new URL(address.trim());
    const isWeb = /^https?:\/\/[^/]/i.test(address.trim()) && url.hostname !== '';
    return isWeb || url.protocol === 'mailto:' ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * An address whose picture may be shown: the bytes themselves, or in a trusted output one
 * on the web. `null` when it may not.
 *
 * #### Notes
 * A drawing (SVG) within `img` runs no script and fetches nothing.
 */
export function safeIcon(address: string | null, trusted: boolean): string | null {
  if (address === null) {
    return null;
  }
  if (/^data:image\/(png|jpeg|gif|webp);base64,[a-z0-9+/=]*$/i.test(address)) {
    return address;
  }
  if (!trusted) {
    return null;
  }
  if (/^data:image\/svg\+xml[;,]/i.test(address)) {
    return address;
  }
  return /^https?:/i.test(address) ? safeLink(address) : null;
}
