import type { Locator } from 'playwright-core';

/** A program that greets, for tests of what becomes of its app. */
export const GREET = `
from intarsia import show

def greet(name: str = "world", times: int = 1) -> str:
    return ("Hello " + name + ". ") * times

app = show(greet)`;

/**
 * What a person does with an app, and waits for.
 */
export namespace Greeting {
  /** The field with the name of the one who is greeted. */
  export function field(app: Locator): Locator {
    return app.getByRole('textbox', { name: 'Name' });
  }

  /** Wait until the app says this above its fields. */
  export function notice(app: Locator, text: string | RegExp): Promise<void> {
    return app.locator('.intarsia-Notice').filter({ hasText: text }).waitFor();
  }

  /** Wait until this is among the app's results. */
  export function result(app: Locator, text: string | RegExp): Promise<void> {
    return app.locator('.intarsia-Output').filter({ hasText: text }).waitFor();
  }

  /** Have somebody greeted. */
  export async function enter(app: Locator, name: string): Promise<void> {
    await field(app).fill(name);
    await field(app).press('Shift+Enter');
    await result(app, `Hello ${name}.`);
  }
}
