import { copyText } from '../components/clipboard';
import type { IEntry } from './entries';
import { lastUsed, sayNameless } from './codepanel';

/**
 * Put the call of the function that was used last on the clipboard, with what stands in the
 * app.
 *
 * #### Notes
 * Where the browser does not let it, the code is shown, to copy it from there.
 */
export async function copyCall(view: IEntry.IView): Promise<void> {
  const { session, trans } = view;
  const asked = session.readCode();
  const text = asked.then(functions => {
    const found = lastUsed(session.state, functions);
    if (!found) {
      throw new Error(trans.__('The app has no function that can be called from code.'));
    }
    if (found.call === null) {
      throw new Error(sayNameless(trans));
    }
    return found.call;
  });
  let isCopied: boolean;
  try {
    isCopied = await copyText(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    view.tell(words || trans.__('The kernel does not answer.'), 'warning');
    return;
  }
  const functions = await asked;
  const chosen = lastUsed(session.state, functions);
  if (!isCopied) {
    view.showCode();
    return;
  }
  const words = [
    trans.__('The call of %1 is on the clipboard.', chosen?.name ?? ''),
    (await text).startsWith('#') || (await text).includes('\n# ')
      ? trans.__('What it does not tell is named in a comment.')
      : '',
    functions.length > 1 ? trans.__('“Show the code” has the other functions.') : ''
  ];
  view.tell(words.filter(Boolean).join(' '), 'success');
}
