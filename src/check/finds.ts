import { isList, isObject, type Json } from "./json.js";

/** What calls can be about, beside the site. */
export type Subject =
  "person" | "coupon" | "loyalty-member" | "offer" | "visitor" | "asset" | "claim-url";

/** The values that answers and the caller gave for the parameters of further calls. */
export class Finds {
  readonly #values = new Map<Subject, Set<Json>>();

  /** In the order in which they were found. */
  values(subject: Subject): readonly Json[] {
    return [...(this.#values.get(subject) ?? [])];
  }

  add(subject: Subject, value: Json): void {
    this.#values.set(subject, (this.#values.get(subject) ?? new Set()).add(value));
  }

  /** Notes what an answer names. */
  addFrom(answer: Json, holder = ""): void {
    if (isList(answer)) for (const item of answer) this.addFrom(item, holder);
    if (!isObject(answer)) return;
    for (const [member, value] of Object.entries(answer)) {
      const subject = subjectOf(holder, member);
      const isName = typeof value === "number" || (typeof value === "string" && value !== "");
      if (subject !== undefined && isName) this.add(subject, value);
      this.addFrom(value, member);
    }
  }
}

/** What a member of the object or list in `holder` names. */
function subjectOf(holder: string, member: string): Subject | undefined {
  if (member === "id" && holder === "assets") return "asset";
  if (member === "code" && holder === "coupon") return "coupon";
  if (member === "coupon_code") return "coupon";
  if (member === "short_url_code") return "offer";
  if (member === "claim_url") return "claim-url";
  // Users of loyalty actions are the site's staff.
  if (member === "email" && holder !== "user") return "person";
  return undefined;
}
