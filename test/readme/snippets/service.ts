import type { ArgumentsOf, PathOf, ResultOf, TalkableClient } from "../../../src/index.js";

export class Referrals {
  readonly #talkable: TalkableClient;

  constructor(talkable: TalkableClient) {
    this.#talkable = talkable;
  }

  get<Path extends PathOf<"get">>(
    path: Path,
    ...init: ArgumentsOf<"get", Path>
  ): Promise<ResultOf<"get", Path>> {
    return this.#talkable.GET(path, ...init);
  }
}
