import type { FileSpec } from '../protocol/types';
import type { Component } from './component';
import { FileControl } from './filecontrol';

/**
 * A file, or several.
 */
export class File extends FileControl<FileSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<FileSpec>) {
    super(options);
    this.addClass('intarsia-File');
    this.redraw();
    this._measure();
  }

  setSpec(spec: FileSpec): void {
    super.setSpec(spec);
    this._measure();
  }

  protected get types(): ReadonlyArray<string> | null {
    return this.spec.file_types;
  }

  protected get isMultiple(): boolean {
    return this.spec.file_count === 'multiple';
  }

  protected get invitation(): string {
    const { trans } = this.context;
    return this.isMultiple
      ? trans.__('Choose files, or drop them here')
      : trans.__('Choose a file, or drop it here');
  }

  private _measure(): void {
    const { height } = this.spec;
    this.node.style.setProperty(
      '--intarsia-file-height',
      typeof height === 'number' ? `${height}px` : ''
    );
  }
}
