import type { ComponentSpec } from '../protocol/types';

/**
 * The value that a control holds while nobody has entered anything.
 *
 * #### Notes
 * What the control shows then: a checkbox that is not set is false, and says so.
 */
export function blankValue(spec: ComponentSpec): unknown {
  switch (spec.kind) {
    case 'checkbox':
      return false;
    case 'textbox':
      return '';
    case 'slider':
      return spec.minimum;
    case 'multimodaltextbox':
      return { text: '', files: [] };
    case 'chatbot':
    case 'checkboxgroup':
    case 'list':
    case 'mapping':
      return [];
    case 'dropdown':
      return spec.multiselect ? [] : null;
    case 'form':
      return Object.fromEntries(
        spec.fields.map(field => [field.name, blankValue(field.component)])
      );
    case 'tuple':
      return spec.items.map(blankValue);
    case 'union':
      return spec.options.length > 0
        ? { option: 0, value: blankValue(spec.options[0].component) }
        : null;
    default:
      return null;
  }
}
