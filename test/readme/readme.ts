import { readFile } from "node:fs/promises";

const file = new URL("../../README.md", import.meta.url);

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of README. */
export async function blocksOf(): Promise<Block[]> {
  const readme = await readFile(file, "utf8");
  return [...readme.matchAll(/^```(\w*)\n(.*?)\n```$/gms)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

/** README without its fenced blocks. */
export async function proseOf(): Promise<string> {
  return (await readFile(file, "utf8")).replaceAll(/^```.*?^```$/gms, "");
}
