/** An object with this field, or an empty one where it has no value: so an absent field never shows as undefined. */
export function defined<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
