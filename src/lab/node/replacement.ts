/** A property that the lab puts something else into, for as long as the process or thread lives. */
export type Replacement = readonly [owner: object, name: PropertyKey, value: unknown]
