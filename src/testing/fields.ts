/**
 * What the descriptions of fields have beside the common part, as fields with nothing
 * special about them have it.
 */
export const FIELDS = {
  textbox: {
    buttons: [] as string[],
    type: 'text' as const,
    lines: 1,
    max_lines: null,
    placeholder: null,
    min_length: null,
    max_length: null,
    pattern: null,
    inputmode: 'text' as const,
    monospace: false,
    submit_btn: false,
    stop_btn: false,
    autofocus: false,
    autoscroll: true,
    text_align: null,
    rtl: false,
    html_attributes: null
  },
  number: {
    buttons: [] as string[],
    minimum: null,
    maximum: null,
    exclusive_minimum: false,
    exclusive_maximum: false,
    step: null,
    precision: null,
    whole: false,
    placeholder: null
  },
  slider: {
    buttons: [] as string[],
    minimum: 0,
    maximum: 5,
    step: 0.1,
    precision: null,
    whole: false,
    start: null
  },
  checkbox: { buttons: [] as string[] },
  radio: { buttons: [] as string[], rtl: false }
};
