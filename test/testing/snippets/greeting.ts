import type { InitOf, ResultOf } from "../../../src/index.js";

type FindPerson = "/api/v2/people/{person_slug}";

/** Asks for the one call that it makes, so that an object may stand in for the client. */
interface People {
  GET(path: FindPerson, init: InitOf<"get", FindPerson>): Promise<ResultOf<"get", FindPerson>>;
}

export async function greeting(people: People, person_slug: string): Promise<string> {
  const { person } = await people.GET("/api/v2/people/{person_slug}", {
    params: { path: { person_slug } },
  });
  return `Hello, ${person.first_name ?? "you"}!`;
}
