import type { Locator } from 'playwright-core';
import { NotebookPage } from './notebookpage';

const SETUP = `
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Annotated, Literal

from annotated_types import Interval, Le
from intarsia import Textbox, show

closed = threading.Event()

def classify(
    petal_length: Annotated[float, Interval(ge=1, le=7)] = 4.0,
    petal_width: Annotated[float, Interval(ge=0, le=2.5)] = 1.3,
    model: Literal["forest", "logistic"] = "forest",
) -> dict[str, float]:
    """Which iris is it?

    Args:
        petal_length: In cm.
        petal_width: In cm. Measured at the widest point.
    """
    return {"setosa": 0.01, "versicolor": 0.91, "virginica": 0.08}

def loan(total: int = 12000, months: int = 24, rate: Annotated[float, Le(100)] = 3.5) -> float:
    """What is to be paid each month?

    Args:
        rate: In % a year.
    """
    return round(total * (1 + rate / 100 * months / 12) / months, 2)

def wait(seconds: int = 60) -> str:
    """It takes a while."""
    closed.wait(600)
    return "done"

def tell(topic: str = "sales") -> Iterator[str]:
    """A text, word by word."""
    told = ""
    for word in "Sales rose by 12 % over the year, most of it in the north, where the new".split():
        told += word + " "
        yield told
    closed.wait(600)

def half(lines: int = 3) -> Iterator[str]:
    """Fails on its way."""
    told = ""
    for line in range(1, lines + 1):
        told += f"{line:2} of 9 read\\n"
        yield told
    raise ConnectionError("the source did not answer")

def chatty(name: str = "Ada") -> str:
    """Tells what it does."""
    print("reading", name)
    print("1,204 rows")
    warnings.warn("2 rows were left out")
    logging.getLogger("reader").warning("slow answer")
    print("nothing of this is an error", file=sys.stderr)
    return "Hello " + name

def stopped(seconds: int = 60) -> Iterator[str]:
    """Stopped by a person."""
    yield "step 1 of 60"
    closed.wait(600)

def shown(note: str = "written by the author", limit: int = 1200) -> str:
    """Shows, and asks only one thing."""
    return note
`;

/** How an app comes into a state, from the moment in which it is live. */
type Way = (app: Locator, notebook: NotebookPage) => Promise<void>;

interface IExhibit {
  readonly name: string;
  readonly cell: string;
  readonly reach?: Way;
}

const submit = (app: Locator) => app.locator('.intarsia-mod-submit');
const foot = (app: Locator, text: string | RegExp) =>
  app.locator('.intarsia-Foot').filter({ hasText: text }).waitFor();

const done: Way = async app => {
  await submit(app).click();
  await foot(app, 'Done in');
};

const stop: Way = async app => {
  await submit(app).filter({ hasText: 'Stop' }).waitFor();
  await submit(app).click();
  await foot(app, 'Cancelled');
};

/** Apps in every state that a living kernel can bring about, one in each cell. */
const EXHIBITS: ReadonlyArray<IExhibit> = [
  { name: 'empty', cell: 'show(classify)' },
  { name: 'done', cell: 'show(classify)', reach: done },
  {
    name: 'running',
    cell: 'show(wait)',
    reach: async app => {
      await submit(app).click();
      await foot(app, 'Running');
      await submit(app).filter({ hasText: 'Stop' }).waitFor();
    }
  },
  {
    name: 'streaming',
    cell: 'show(tell)',
    reach: async app => {
      await submit(app).click();
      await app.locator('.intarsia-Output').filter({ hasText: 'where the new' }).waitFor();
      await submit(app).filter({ hasText: 'Stop' }).waitFor();
    }
  },
  {
    name: 'partly-failed',
    cell: 'show(half)',
    reach: async app => {
      await submit(app).click();
      await foot(app, 'Failed');
    }
  },
  {
    name: 'failed',
    cell: 'show(loan)',
    reach: async (app, notebook) => {
      await done(app, notebook);
      await app.getByRole('spinbutton', { name: 'Months' }).fill('0');
      await submit(app).click();
      await foot(app, 'Failed');
    }
  },
  {
    name: 'cancelled',
    cell: 'show(stopped)',
    reach: async (app, notebook) => {
      await submit(app).click();
      await app.locator('.intarsia-Output').filter({ hasText: 'step 1 of 60' }).waitFor();
      await stop(app, notebook);
    }
  },
  {
    name: 'invalid',
    cell: 'show(loan)',
    reach: async app => {
      await app.getByRole('spinbutton', { name: 'Months' }).fill('two');
      await app.getByRole('spinbutton', { name: 'Rate' }).fill('140');
      await submit(app).click();
      await app.locator('.intarsia-App-attention', { hasText: '2 fields' }).waitFor();
    }
  },
  {
    name: 'log',
    cell: 'show(chatty)',
    reach: async (app, notebook) => {
      await done(app, notebook);
      await app.getByRole('tab', { name: /Log/ }).click();
    }
  },
  {
    name: 'read-only',
    cell: 'show(shown, note=Textbox(interactive=False))',
    reach: done
  }
];

/**
 * A notebook of apps, each in a state of its own.
 */
export class Gallery {
  /** The names of what it shows, in order. */
  static readonly names: ReadonlyArray<string> = EXHIBITS.map(({ name }) => name);

  /**
   * Write the notebook and return its path.
   */
  static write(name = 'gallery'): string {
    return NotebookPage.write(name, [SETUP, ...EXHIBITS.map(({ cell }) => cell)]);
  }

  /**
   * Write a notebook with one of them, shown with these options, and perhaps a further cell.
   */
  static writeOne(name: string, file: string, more = '', options = ''): string {
    const { cell } = EXHIBITS.find(exhibit => exhibit.name === name)!;
    const shown = options ? cell.replace(/\)$/, `, ${options})`) : cell;
    return NotebookPage.write(file, [`${SETUP}\n${shown}`, ...(more ? [more] : [])]);
  }

  /**
   * Bring every app of an open gallery into its state.
   */
  static async open(notebook: NotebookPage): Promise<Map<string, Locator>> {
    await notebook.run(0);
    const apps = new Map<string, Locator>();
    for (const [i, { name, reach }] of EXHIBITS.entries()) {
      const app = await notebook.show(i + 1);
      await reach?.(app, notebook);
      apps.set(name, app);
    }
    return apps;
  }
}
