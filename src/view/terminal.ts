/* eslint-disable no-control-regex -- escape sequences are made of control characters */
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
const CONTROLS = /[\u0000-\u0007\u000b\u000c\u000e-\u001f\u007f]/g;
/* eslint-enable no-control-regex */

/**
 * Add what a program printed to what stands there, as a terminal would: a carriage
 * return goes back to the line's start, colours are left out.
 */
export function printOnto(before: string, chunk: string): string {
  const lineStart = before.lastIndexOf('\n') + 1;
  const text = chunk.replace(ESCAPES, '').replace(CONTROLS, '');
  const lines = (before.slice(lineStart) + text).replace(/\r+\n/g, '\n').split('\n').map(overwrite);
  return before.slice(0, lineStart) + lines.join('\n');
}

/**
 * One line, with all that was written over gone. A return at its very end waits for
 * what comes next, so it is kept.
 */
function overwrite(line: string): string {
  if (!/[\r\b]/.test(line)) {
    return line;
  }
  const waits = line.endsWith('\r') ? '\r' : '';
  const cells: string[] = [];
  let column = 0;
  for (const char of waits ? line.replace(/\r+$/, '') : line) {
    if (char === '\r') {
      column = 0;
    } else if (char === '\b') {
      column = Math.max(0, column - 1);
    } else {
      cells[column] = char;
      column += 1;
    }
  }
  return cells.join('') + waits;
}
