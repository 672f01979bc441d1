import { PromiseDelegate } from '@lumino/coreutils';
import type { FileValue } from '../protocol/types';
import type { Answer, Asked } from './requests';
import { LostError } from './requests';

/**
 * Bytes of a file that one message carries.
 */
export const CHUNK = 1024 * 1024;

/**
 * Pieces under way at once.
 */
export const WINDOW = 4;

/**
 * Send a file, piece by piece; goes on where it was after a lost connection.
 *
 * #### Notes
 * Rejects with words for a person, or with the signal's reason when it is given up.
 */
export async function upload(
  port: ITransferPort,
  component: string,
  file: File,
  options: { signal: AbortSignal; onProgress: (received: number) => void }
): Promise<FileValue> {
  const { signal, onProgress } = options;
  Private.check(signal);
  const session = port.sessionId;
  const { name, size } = file;
  const mime = file.type || 'application/octet-stream';
  const opened = await Private.again(port, session, () =>
    Private.ask(port, 'upload_open_response', { type: 'upload_open', component, name, mime, size })
  );
  const { handle } = opened;
  let turn = Promise.resolve();
  try {
    await Private.pieces(port, session, opened.received, size, async (offset, attempt) => {
      // Pieces are read at once but sent in order: the kernel takes no holes.
      const before = turn;
      const sent = new PromiseDelegate<void>();
      turn = sent.promise;
      try {
        const data = await file.slice(offset, offset + CHUNK).arrayBuffer();
        await before;
        Private.check(signal);
        if (port.attempt !== attempt) {
          throw new LostError(); // and so is the piece before it
        }
        const answer = Private.ask(port, 'upload_chunk_response', {
          type: 'upload_chunk',
          handle,
          offset,
          data
        });
        sent.resolve();
        onProgress((await answer).received);
      } finally {
        sent.resolve();
      }
    });
    Private.check(signal);
    const closed = await Private.again(port, session, () =>
      Private.ask(port, 'upload_close_response', { type: 'upload_close', handle, abort: false })
    );
    if (closed.file === null) {
      throw new Error('The file was given up.');
    }
    return closed.file;
  } catch (error) {
    if (port.sessionId === session && port.isOpen) {
      // Nobody waits for this: what the kernel has of the file is dropped.
      port.ask({ type: 'upload_close', handle, abort: true }).catch(() => undefined);
    }
    throw error;
  }
}

/**
 * Get a file's bytes.
 *
 * #### Notes
 * Only a picture keeps its type: a page made of anything else must never be opened.
 */
export async function download(port: ITransferPort, file: FileValue): Promise<Blob> {
  const { handle } = file;
  const opened = await Private.again(port, port.sessionId, () =>
    Private.ask(port, 'download_open_response', { type: 'download_open', handle })
  );
  const { size, mime } = opened.file;
  const parts = await Private.fetched(port, handle, 0, size);
  port.ask({ type: 'download_close', handle }).catch(() => undefined);
  return new Blob(parts, { type: FileBytes.safeType(mime) });
}

/**
 * Get what a file has from an offset on, up to the size that was told of it.
 */
export async function read(
  port: ITransferPort,
  { handle, size }: FileValue,
  from: number
): Promise<ArrayBuffer> {
  return FileBytes.join(await Private.fetched(port, handle, from, size)).buffer;
}

/**
 * What files need of a session.
 */
export interface ITransferPort {
  /** Whether requests can be sent now. */
  readonly isOpen: boolean;
  readonly sessionId: string | null;
  /** The how-manieth conversation this is. */
  readonly attempt: number;
  /** Resolves with the answer; rejects with a `LostError` when the connection breaks. */
  ask(asked: Asked): Promise<Answer>;
  /** Resolves when there is a connection again; rejects when there will be none. */
  whenOpen(): Promise<void>;
}

/**
 * The bytes of files, as they come from the kernel.
 */
export namespace FileBytes {
  /**
   * The type that a file may have in the page: a picture keeps its own.
   */
  export function safeType(mime: string): string {
    return isPicture(mime) ? mime : 'application/octet-stream';
  }

  /**
   * Whether a type is that of pictures which hold no script.
   */
  export function isPicture(mime: string): boolean {
    return Private.PICTURES.has(mime);
  }

  /** Bytes as a message carries them. */
  export type Piece = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

  /**
   * Pieces, one after the other.
   */
  export function join(pieces: ReadonlyArray<Piece>): Uint8Array<ArrayBuffer> {
    const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
    const all = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      const { buffer, byteOffset } = ArrayBuffer.isView(piece)
        ? piece
        : { buffer: piece, byteOffset: 0 };
      all.set(new Uint8Array(buffer, byteOffset, piece.byteLength), at);
      at += piece.byteLength;
    }
    return all;
  }

  export function of(data: unknown): Piece {
    if (ArrayBuffer.isView(data)) {
      return data as ArrayBufferView<ArrayBuffer>;
    }
    if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') {
      return data as ArrayBuffer;
    }
    throw new Error('The kernel sent a piece of a file that is none.');
  }
}

namespace Private {
  export const PICTURES: ReadonlySet<string> = new Set([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp'
  ]);

  export function check(signal: AbortSignal): void {
    if (signal.aborted) {
      throw signal.reason ?? new Error('The file was given up.');
    }
  }

  export async function ask<T extends Answer['type']>(
    port: ITransferPort,
    type: T,
    asked: Asked
  ): Promise<Extract<Answer, { type: T }>> {
    const answer = await port.ask(asked);
    if (answer.type === 'error') {
      throw new Error(answer.error.message);
    }
    if (answer.type !== type) {
      throw new Error('The kernel answered something else.');
    }
    return answer as Extract<Answer, { type: T }>;
  }

  /**
   * Do something that may be done twice, until the connection holds.
   */
  export async function again<T>(
    port: ITransferPort,
    session: string | null,
    step: () => Promise<T>
  ): Promise<T> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        if (!(error instanceof LostError)) {
          throw error;
        }
        await rejoined(port, session);
      }
    }
  }

  /**
   * Send or fetch all pieces, some at once; those that were lost once more.
   */
  export async function pieces(
    port: ITransferPort,
    session: string | null,
    from: number,
    size: number,
    piece: (offset: number, attempt: number) => Promise<void>
  ): Promise<void> {
    let queue: number[] = [];
    for (let offset = from; offset < size; offset += CHUNK) {
      queue.push(offset);
    }
    while (queue.length > 0) {
      const { attempt } = port;
      const lost: number[] = [];
      const failures: unknown[] = [];
      const work = async (): Promise<void> => {
        while (queue.length > 0 && lost.length + failures.length === 0) {
          const offset = queue.shift()!;
          try {
            await piece(offset, attempt);
          } catch (error) {
            if (error instanceof LostError) {
              lost.push(offset);
            } else {
              failures.push(error);
            }
          }
        }
      };
      await Promise.all(Array.from({ length: WINDOW }, work));
      if (failures.length > 0) {
        throw failures[0];
      }
      if (lost.length > 0) {
        queue = [...lost, ...queue].sort((a, b) => a - b);
        await rejoined(port, session);
      }
    }
  }

  /**
   * The pieces of a file between two offsets, in order.
   */
  export async function fetched(
    port: ITransferPort,
    handle: string,
    from: number,
    size: number
  ): Promise<FileBytes.Piece[]> {
    const parts: FileBytes.Piece[] = [];
    await pieces(port, port.sessionId, from, size, async offset => {
      const answer = await ask(port, 'download_chunk_response', {
        type: 'download_chunk',
        handle,
        offset,
        size: Math.min(CHUNK, size - offset)
      });
      parts[(offset - from) / CHUNK] = FileBytes.of(answer.data);
    });
    return parts;
  }

  async function rejoined(port: ITransferPort, session: string | null): Promise<void> {
    await port.whenOpen();
    if (port.sessionId !== session) {
      throw new Error('The session has ended meanwhile. Choose the file again.');
    }
  }
}
