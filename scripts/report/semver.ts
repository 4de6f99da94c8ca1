/** How far a version has to move. */
export type Bump = "major" | "minor" | "patch";

/**
 * The version that a bump leads to. Below 1.0 there is no major to raise: `^0.1.0` keeps to 0.1.x, so the minor number
 * announces what breaks, and the patch number the rest.
 */
export function nextVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map((part) => Number.parseInt(part));
  if (major === 0 && bump === "major") return `0.${minor + 1}.0`;
  if (major === 0 || bump === "patch") return `${major}.${minor}.${patch + 1}`;
  return bump === "major" ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** `major (0.1.0 → 0.2.0: …)`, with what that means below 1.0. */
export function describeBump(bump: Bump, version: string | undefined): string {
  if (version === undefined) return bump;
  const step = `${version} → ${nextVersion(version, bump)}`;
  if (!version.startsWith("0.")) return `${bump} (${step})`;
  return bump === "major"
    ? `major (${step}: below 1.0 the minor number announces what breaks)`
    : `${bump} (${step}: below 1.0 what breaks nothing raises the patch number)`;
}
