/**
 * Runs what an app's author wrote for the browser.
 *
 * #### Notes
 * Only called with texts that came from the live kernel, in a trusted output, and where the
 * setting `authorScripts` is on.
 */
export namespace Scripts {
  /**
   * Run a script with the values of a listener's inputs and outputs; returns the values it
   * gives, `null` when it gives none. Rejects with what the script raised.
   */
  export async function run(
    text: string,
    values: ReadonlyArray<unknown>
  ): Promise<unknown[] | null> {
    const given: unknown = await compile(text)(...values);
    if (given === undefined) {
      return null;
    }
    return Array.isArray(given) ? (given as unknown[]) : [given];
  }

  /**
   * A function from its text: an expression that is one, or the body of one.
   */
  function compile(text: string): (...values: unknown[]) => unknown {
    try {
      const found: unknown = new Function(`return (${text.trim().replace(/;$/, '')}\n)`)();
      if (typeof found === 'function') {
        return found as (...values: unknown[]) => unknown;
      }
    } catch {
      // No expression: the body of a function.
    }

    return new Function(text) as (...values: unknown[]) => unknown;
  }
}
