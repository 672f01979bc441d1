/**
 * What every description has, as components that nobody changed have it.
 */
export const COMMON = {
  label: null,
  info: null,
  unit: null,
  interactive: true,
  visible: true,
  show_label: true,
  container: true,
  scale: null,
  min_width: null,
  elem_id: null,
  elem_classes: [] as string[],
  bindings: []
};

/**
 * What the description of an interface has beside what it is about, where there is no more.
 */
export const PLACES = {
  above: [] as string[],
  children: [] as string[],
  flags: [] as string[],
  interpretation: null as string | null,
  nested: [] as string[],
  stop: null
};
