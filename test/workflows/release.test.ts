import { readdir, readFile } from "node:fs/promises";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Checkout } from "./checkout.js";

const root = new URL("../../", import.meta.url);
const oneLine = /^[^\n]+\n$/;
const changelog = (unreleased: string): string => `# Changelog

## [Unreleased]
${unreleased}
## [0.1.0] - 2026-11-28

### Added

- The client.
`;

let checkout: Checkout;

/** A project that has the scripts of this one, and a change to release. */
async function project(unreleased = "\n### Fixed\n\n- A typo.\n"): Promise<Checkout> {
  const scripts = await readdir(new URL(".github/scripts/", root));
  const files = scripts.map(async (name) => {
    const path = `.github/scripts/${name}`;
    return [path, await readFile(new URL(path, root), "utf8")] as const;
  });
  const own = JSON.parse(await readFile(new URL("package.json", root), "utf8")) as {
    scripts: Record<string, string>;
  };
  const { preversion, version } = own.scripts;
  const created = await Checkout.create({
    ...Object.fromEntries(await Promise.all(files)),
    "package.json": JSON.stringify({
      name: "talkable-client",
      version: "0.1.0",
      repository: { type: "git", url: "git+https://github.com/shop/talkable-client.git" },
      scripts: { preversion, version },
      files: ["src"],
    }),
    "CHANGELOG.md": changelog(unreleased),
    "src/version.ts": 'export const version = "0.1.0";\n',
  });
  onTestFinished(() => created.remove());
  await created.git("config", "user.name", "a");
  await created.git("config", "user.email", "a@example.com");
  for (const name of scripts)
    await created.git("update-index", "--chmod=+x", `.github/scripts/${name}`);
  await created.git("commit", "--quiet", "--message", "Scripts can be run");
  await created.git("checkout", "--", ".github");
  await created.replace("gh");
  // npm itself, but for what would leave this machine.
  await created.replace("npm", `if [ "$1" != publish ]; then PATH="\${PATH#*:}" exec npm "$@"; fi`);
  return created;
}

const publications = async (): Promise<string[][]> =>
  (await checkout.callsOf("npm")).filter(([command]) => command === "publish");

beforeEach(async () => {
  checkout = await project();
});

describe("npm version", () => {
  test("dates what was unreleased, tells the client its version, and tags both", async () => {
    expect(await checkout.run("npm", ["version", "minor"])).toMatchObject({ exitCode: 0 });
    const today = new Date().toISOString().slice(0, 10);
    expect(await checkout.git("show", "v0.2.0:CHANGELOG.md")).toBe(
      changelog(`\n## [0.2.0] - ${today}\n\n### Fixed\n\n- A typo.\n`),
    );
    expect(await checkout.git("show", "v0.2.0:src/version.ts")).toBe(
      'export const version = "0.2.0";\n',
    );
    expect(await checkout.git("status", "--porcelain")).toBe("");
  });

  test("refuses when nothing is unreleased, and changes nothing", async () => {
    checkout = await project("");
    const { exitCode, output } = await checkout.run("npm", ["version", "minor"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("CHANGELOG.md lists nothing under ## [Unreleased].\n");
    expect(await checkout.git("status", "--porcelain")).toBe("");
    expect(await checkout.git("tag")).toBe("");
  });
});

describe("a version tag", () => {
  test("becomes the package, and the notes are the changelog's section alone", async () => {
    await checkout.run("npm", ["version", "1.0.0"]);
    expect(await checkout.runScript("pack-release.sh", "v1.0.0")).toMatchObject({ exitCode: 0 });
    expect((await readdir(checkout.pathOf("update"))).sort()).toEqual([
      "notes.md",
      "tag",
      "talkable-client-1.0.0.tgz",
    ]);
    expect(await checkout.read("update/notes.md")).toBe("### Fixed\n\n- A typo.\n");
  });

  test.each([
    ["of another version", "v0.2.0", /The tag is v0\.2\.0, but package\.json says version 0\.1\.0/],
    ["that names no version", "latest", /The tag is latest, but/],
  ])("%s packs nothing, and says so in one line", async (_, tag, message) => {
    const { exitCode, output } = await checkout.runScript("pack-release.sh", tag);
    expect(exitCode).toBe(1);
    expect(output).toMatch(oneLine);
    expect(output).toMatch(message);
    expect(await readdir(checkout.pathOf(""))).not.toContain("update");
  });

  test("without a section in the changelog packs nothing, and says so in one line", async () => {
    await checkout.run("npm", ["version", "0.1.1", "--ignore-scripts"]);
    expect(await checkout.runScript("pack-release.sh", "v0.1.1")).toEqual({
      exitCode: 1,
      output: "CHANGELOG.md lists nothing under ## [0.1.1].\n",
    });
    expect(await readdir(checkout.pathOf(""))).not.toContain("update");
  });

  test("in a repository that package.json does not name packs nothing, and says what to write", async () => {
    await checkout.run("npm", ["pkg", "delete", "repository"]);
    const { exitCode, output } = await checkout.runScript("pack-release.sh", "v0.1.0");
    expect(exitCode).toBe(1);
    expect(output).toMatch(oneLine);
    expect(output).toContain("git+https://github.com/shop/talkable-client.git");
  });
});

describe("a packed release", () => {
  async function packed(version: string): Promise<void> {
    await checkout.run("npm", ["version", version]);
    await checkout.runScript("pack-release.sh", `v${version}`);
  }

  test("is published as it was packed: with provenance, and no script runs", async () => {
    await packed("1.0.0");
    expect(await checkout.runScript("publish-release.sh")).toMatchObject({ exitCode: 0 });
    expect(await publications()).toEqual([
      [
        "publish",
        checkout.pathOf("update/talkable-client-1.0.0.tgz"),
        "--access",
        "public",
        "--provenance",
        "--ignore-scripts",
      ],
    ]);
  });

  test("is announced with its notes", async () => {
    await packed("1.0.0");
    expect(await checkout.runScript("announce-release.sh")).toMatchObject({ exitCode: 0 });
    const notes = checkout.pathOf("update/notes.md");
    expect(await checkout.callsOf("gh")).toEqual([
      ["release", "create", "v1.0.0", "--verify-tag", "--title", "v1.0.0", "--notes-file", notes],
    ]);
  });

  test("of a prerelease is nobody's default", async () => {
    await packed("1.0.0-beta.1");
    await checkout.runScript("publish-release.sh");
    expect((await publications())[0]?.slice(-2)).toEqual(["--tag", "next"]);
    await checkout.runScript("announce-release.sh");
    expect((await checkout.callsOf("gh"))[0]).toContain("--prerelease");
  });
});

describe("a rehearsal", () => {
  test("takes every step, and nothing leaves the machine", async () => {
    const { exitCode, output } = await checkout.runScript("rehearse-release.sh");
    expect(exitCode).toBe(0);
    expect(output).toContain("gh release create v0.1.1-rehearsal.0");
    expect(await publications()).toEqual([expect.arrayContaining(["--dry-run"])]);
    expect(await checkout.callsOf("gh")).toEqual([]);
    expect(await checkout.git("tag")).toBe("");
  });

  test("has nothing to do when nothing is unreleased", async () => {
    checkout = await project("");
    const { exitCode, output } = await checkout.runScript("rehearse-release.sh");
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: "There is no release to rehearse.\n",
    });
    expect(await publications()).toEqual([]);
  });
});
