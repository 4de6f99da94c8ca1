import { createClient, type TalkableClient } from "talkable-client";

function Injectable(): ClassDecorator {
  return () => undefined;
}

@Injectable()
export class TrafficSources {
  readonly #talkable: Pick<TalkableClient, "GET">;

  constructor(talkable: Pick<TalkableClient, "GET">) {
    this.#talkable = talkable;
  }

  async first(): Promise<string | undefined> {
    const [source] = await this.#talkable.GET("/api/v2/traffic_sources");
    return source?.identifier;
  }
}

const answer = '{"ok":true,"result":[{"identifier":"newsletter"}]}';
const talkable = createClient({
  apiKey: "key",
  siteSlug: "my-shop",
  fetch: () => Promise.resolve(new Response(answer)),
});
void new TrafficSources(talkable).first().then(console.log);
