import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

const TOUR = `
import datetime, enum, hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal
from annotated_types import Interval, Len
from intarsia import show

class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"

@dataclass
class Address:
    street: str = ""
    number: int = 1

@dataclass
class Person:
    name: Annotated[str, Len(1, 20)]
    home: Address

def tour(
    person: Person,
    age: Annotated[int, Interval(ge=0, le=120)] = 30,
    price: Decimal = Decimal("1.10"),
    member: bool = False,
    colour: Colour = Colour.RED,
    pets: set[Literal["cat", "dog"]] = frozenset(),
    born: datetime.date = datetime.date(2000, 1, 1),
    lasts: datetime.timedelta = datetime.timedelta(minutes=90),
    scores: list[int] = [1],
    nickname: str | None = None,
    anything = None,
) -> str:
    return repr((person, age, price, member, colour, sorted(pets), born, lasts, scores, nickname, anything))

show(tour)`;

const FILE = `
import hashlib
def digest(data: bytes) -> str:
    return f"{len(data)} {hashlib.sha256(data).hexdigest()}"
show(digest)`;

const TABLE = `
import pandas as pd
def total(sales: pd.DataFrame = pd.DataFrame({"city": ["Rome"], "sold": [1.0]})) -> str:
    return f"{len(sales)} rows, {sales['sold'].sum():g} sold in {', '.join(sales['city'])}"
show(total)`;

describe('every kind of input, filled in by a person', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const path = NotebookPage.write('tour', [TOUR, FILE, TABLE]);
    notebook = await NotebookPage.open(browser, path, { height: 1600 });
    await notebook.run(0);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const result = (app: Locator, text: string | RegExp) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor();

  test('a form within a form, and each kind of field', { timeout: 300_000 }, async () => {
    const app = await notebook.show(0);
    const { keyboard } = notebook.page;
    await app.locator('.intarsia-mod-submit').click();
    await app.getByText('Enter at least 1 character.').waitFor();

    await app.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
    await app.getByRole('textbox', { name: 'Street' }).fill('Main Street');
    await app.getByRole('spinbutton', { name: 'Number', exact: true }).fill('12');
    await app.getByRole('slider', { name: 'Age' }).focus();
    await keyboard.press('End');
    await app.getByRole('textbox', { name: 'Price' }).fill('0.30');
    await app.getByRole('checkbox', { name: 'Member' }).check();
    await app.getByRole('radio', { name: 'Red' }).focus();
    await keyboard.press('ArrowRight');
    await app.getByRole('checkbox', { name: 'dog' }).check();
    await app.getByLabel('Born').fill('1815-12-10');
    await app.getByRole('textbox', { name: 'Lasts' }).fill('2h 5m');
    await app.getByRole('button', { name: /^Add/ }).first().click();
    await keyboard.type('41');
    await app.getByRole('textbox', { name: 'Anything' }).fill('{"a": [1, 2]}');
    await keyboard.press('Shift+Enter');
    await result(
      app,
      "(Person(name='Ada', home=Address(street='Main Street', number=12)), 120, Decimal('0.30'), " +
        "True, <Colour.GREEN: 'g'>, ['dog'], datetime.date(1815, 12, 10), " +
        "datetime.timedelta(seconds=7500), [1, 41], None, {'a': [1, 2]})"
    );
    assert.equal(await notebook.page.locator('.jp-Notebook .jp-CodeCell').count(), 3);
  });

  test('a file of 3 MB arrives whole, in pieces', async () => {
    const app = await notebook.show(1);
    const buffer = randomBytes(3 * 1024 * 1024 + 17);
    const { createHash } = await import('node:crypto');
    await app
      .locator('input[type=file]')
      .setInputFiles({ name: 'noise.bin', mimeType: 'application/octet-stream', buffer });
    await app.getByText('noise.bin').waitFor();
    await app.locator('.intarsia-mod-submit').click();
    await result(app, `${buffer.length} ${createHash('sha256').update(buffer).digest('hex')}`);
  });

  test('a block of a spreadsheet is pasted into a table', async () => {
    const app = await notebook.show(2);
    await notebook.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await notebook.page.evaluate(text => navigator.clipboard.writeText(text), 'Oslo\t2.5\nBern\t4');
    await app.getByRole('gridcell', { name: 'Rome' }).click();
    await notebook.page.keyboard.press('Control+v');
    await app.locator('.intarsia-mod-submit').click();
    await result(app, '2 rows, 6.5 sold in Oslo, Bern');
  });
});
