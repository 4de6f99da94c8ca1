import { isNotFoundError, type Person, type TalkableClient } from "../../../src/index.js";

export async function findPerson(
  talkable: TalkableClient,
  email: string,
): Promise<Person | undefined> {
  try {
    const params = { path: { person_slug: email } };
    return (await talkable.GET("/api/v2/people/{person_slug}", { params })).person;
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}
