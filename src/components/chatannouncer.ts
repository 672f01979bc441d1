import type { TranslationBundle } from '@jupyterlab/translation';
import type { IChatMessage } from './chatmessages';
import { spokenOf } from './chatmessages';
import { commonStart } from './commontext';
import { Portions } from './portions';

/**
 * Reads out, politely and in portions, what is new in a conversation.
 */
export class ChatAnnouncer extends Portions {
  constructor(trans: TranslationBundle) {
    super();
    this._trans = trans;
  }

  /**
   * Take note of the messages that are there; with `quietly`, as known.
   */
  note(messages: ReadonlyArray<IChatMessage>, quietly: boolean): void {
    const at = messages.length - 1;
    const [was, is] = [this._messages.at(at), messages.at(at)];
    this._messages = messages;
    // A thought gets another title while what stands in it stays.
    if (was && is && at >= 0 && is.thought === null) {
      this.replaced(at, commonStart(spokenOf(was), spokenOf(is)));
    }
    if (quietly) {
      this.known(messages.map(message => spokenOf(message).length));
    } else {
      this.news(messages.length);
    }
  }

  protected texts(): { text: string; before: string }[] {
    return this._messages.map(message => ({
      text: spokenOf(message),
      before: message.role === 'user' ? this._trans.__('You:') : this._trans.__('Assistant:')
    }));
  }

  private _messages: ReadonlyArray<IChatMessage> = [];
  private readonly _trans: TranslationBundle;
}
