/** A list that becomes JSON as one, also on a page whose old Prototype.js has other ideas (`Array.prototype.toJSON`). */
export function asList<One>(list: readonly One[]): One[] {
  return Object.assign([...list], { toJSON: undefined });
}
