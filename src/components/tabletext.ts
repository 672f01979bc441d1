/**
 * Read the cells that a spreadsheet or a text file puts on the clipboard.
 *
 * #### Notes
 * Tabs separate where there is one outside of quotes; else semicolons or commas, if that
 * gives every row the same number of cells. A cell in double quotes may hold anything, a
 * doubled quote stands for one.
 */
export function readTable(text: string): string[][] {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const tabbed = Private.split(plain, '\t');
  if (tabbed.some(row => row.length > 1)) {
    return tabbed;
  }
  for (const mark of [';', ',']) {
    const rows = Private.split(plain, mark);
    if (rows[0].length > 1 && rows.every(row => row.length === rows[0].length)) {
      // One cell with a comma is a sentence or a number, not a table.
      return rows.length > 1 || plain.includes('"') ? rows : tabbed;
    }
  }
  return tabbed;
}

/**
 * The cells of the first table in copied HTML; none if there is no table.
 */
export function readHtmlTable(html: string): string[][] {
  // A document of its own: it fetches nothing and runs nothing.
  const page = new DOMParser().parseFromString(html, 'text/html');
  const table = page.querySelector('table');
  return table
    ? [...table.rows].map(row => [...row.cells].map(cell => (cell.textContent ?? '').trim()))
    : [];
}

/**
 * Write cells as spreadsheets read them from the clipboard.
 */
export function writeTable(rows: ReadonlyArray<ReadonlyArray<string>>): string {
  return rows.map(row => row.map(Private.quote).join('\t')).join('\n');
}

namespace Private {
  export function split(text: string, mark: string): string[][] {
    const rows: string[][] = [[]];
    let at = 0;
    for (;;) {
      const [cell, end] = text[at] === '"' ? quoted(text, at, mark) : plain(text, at, mark);
      rows[rows.length - 1].push(cell);
      if (end >= text.length) {
        return rows;
      }
      if (text[end] === '\n') {
        rows.push([]);
      }
      at = end + 1;
    }
  }

  function plain(text: string, start: number, mark: string): [string, number] {
    let end = start;
    while (end < text.length && text[end] !== mark && text[end] !== '\n') {
      end++;
    }
    return [text.slice(start, end), end];
  }

  function quoted(text: string, start: number, mark: string): [string, number] {
    let end = start + 1;
    for (; end < text.length; end++) {
      if (text[end] !== '"') {
        continue;
      }
      if (text[end + 1] !== '"') {
        break;
      }
      end++;
    }
    const next = text[end + 1];
    if (end >= text.length || (next !== undefined && next !== mark && next !== '\n')) {
      // The quote was part of the text, as in 5" pipes.
      return plain(text, start, mark);
    }
    return [text.slice(start + 1, end).replace(/""/g, '"'), end + 1];
  }

  export function quote(cell: string): string {
    return /[\t\n\r"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
  }
}
