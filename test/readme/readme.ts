import { readFile } from "node:fs/promises";

const file = new URL("../../README.md", import.meta.url);

export interface Block {
  /** The heading of the section that it stands in. */
  readonly section: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of README. */
export async function blocksOf(): Promise<Block[]> {
  const sections = (await readFile(file, "utf8")).split(/^## /m);
  return sections.flatMap((body) => {
    const [section = ""] = body.split("\n", 1);
    return [...body.matchAll(/^```(\w*)\n(.*?)\n```$/gms)].map(([, language = "", text = ""]) => ({
      section,
      language,
      text,
    }));
  });
}

/** README without its fenced blocks. */
export async function proseOf(): Promise<string> {
  return (await readFile(file, "utf8")).replaceAll(/^```.*?^```$/gms, "");
}
