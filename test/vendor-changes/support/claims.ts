import ts from "typescript";
import { compile, errorsOf, exportsOf } from "./compile.js";

/*
 * What the types say, one claim a line, about a place: a member (`Person.email`, `webhooks Person.email`), an operation
 * (`GET /api/v2/assets`) or a part of one (`GET /api/v2/assets query.page`; also `body`, `path` and `result`).
 *
 *   <place> gone                        <place> knows "value"       a value that editors complete
 *   <place> present                     <place> lacks "value"
 *   <place> deprecated                  <place>: <type>             a member that is always there
 *                                       <place>?: <type>            one that may be missing
 */

const prelude = `
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Member<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type Has<T, K> = T extends unknown ? (K extends keyof T ? true : false) : never;
type IsOptional<T, K> = T extends unknown ? (K extends keyof T ? ({} extends Pick<T, K> ? true : false) : never) : never;
type Item<T> = T extends readonly (infer I)[] ? I : never;
type Entry<T> = T extends { [key: string]: infer V } ? V : never;
type IsNever<T> = [T] extends [never] ? true : false;
`;

const operations = `
import type { BodyOf, ResultOf } from "../src/operation-types.js";
type HasOperation<P, M> = P extends keyof paths ? (M extends keyof paths[P] ? true : false) : false;
`;

interface Generated {
  readonly files: ReadonlyMap<string, string>;
  readonly calls: string;
}

const callsPath = "test/contract/vendor-calls.ts";
const sides = ["api", "webhooks"] as const;
type Side = (typeof sides)[number];
const claimsPath = (side: Side): string => `generated/${side}-claims.ts`;

/** The claims that do not hold, and whatever else does not compile in `src/`, the types and the calls. */
export function broken(claims: readonly string[], { files, calls }: Generated): string[] {
  const written = sides.map((side) => [claimsPath(side), claimsFile(side, claims, files)] as const);
  const program = compile(new Map([...files, [callsPath, calls], ...written]));
  const errors = errorsOf(program).map(({ path, line, message }) => {
    const side = sides.find((name) => claimsPath(name) === path);
    const claim = side && claims.filter((text) => sideOf(text) === side)[line - 1];
    return claim === undefined ? `${path}:${line}: ${message}` : `not so: ${claim} (${message})`;
  });
  const undocumented = claims
    .filter((claim) => claim.endsWith(" deprecated") && !isDeprecated(claim, program))
    .map((claim) => `not so: ${claim}`);
  return [...errors, ...undocumented];
}

function sideOf(claim: string): Side {
  return claim.startsWith("webhooks ") ? "webhooks" : "api";
}

/** One claim a line, so that a compile error tells which does not hold. */
function claimsFile(
  side: Side,
  claims: readonly string[],
  files: ReadonlyMap<string, string>,
): string {
  const names = exportsOf(files.get(`generated/${side}.ts`) ?? "");
  const own = claims.filter((claim) => sideOf(claim) === side);
  const lines = own.map((claim, index) => {
    const type = typeOf(claim.replace(/^webhooks /, ""), new Set(names));
    return `export const claim${index}: ${type} = true;`;
  });
  const imports = `import type { ${names.join(", ")} } from "./${side}.js";`;
  return [...lines, imports, prelude, side === "api" ? operations : ""].join("\n");
}

function typeOf(claim: string, names: ReadonlySet<string>): string {
  const known = /^(.+) (knows|lacks) (".+")$/.exec(claim);
  if (known !== null) {
    const [, place = "", verb, value = ""] = known;
    const isUnknown = `IsNever<Extract<${placed(place)}, ${value}>>`;
    const exists = `IsNever<${placed(place)}>`;
    return `[${isUnknown}, ${exists}] extends [${verb === "lacks"}, false] ? true : never`;
  }
  const state = /^(.+) (gone|present|deprecated)$/.exec(claim);
  if (state !== null) return presence(state[1] ?? "", state[2] !== "gone", names);
  const typed = /^((?:[A-Z]+ \S+ )?[^\s:?]+)(\??): (.+)$/.exec(claim);
  if (typed === null) throw new Error(`Not a claim: ${claim}`);
  const [, place = "", question, type = ""] = typed;
  const isOptional = question === "?";
  const [parent, key] = parentOf(place);
  if (key === undefined) return `Equal<${placed(place)}, ${type}>`;
  const whole = isOptional ? `${type} | undefined` : type;
  return `[Equal<Member<${parent}, ${key}>, ${whole}>, IsOptional<${parent}, ${key}>] extends [true, ${isOptional}] ? true : never`;
}

function presence(place: string, isThere: boolean, names: ReadonlySet<string>): string {
  const operation = /^([A-Z]+) (\S+)$/.exec(place);
  if (operation !== null) {
    return `Equal<HasOperation<"${operation[2] ?? ""}", "${operation[1]?.toLowerCase() ?? ""}">, ${isThere}>`;
  }
  const [parent, key] = parentOf(place);
  if (key === undefined) return String(names.has(place) === isThere);
  return isThere
    ? `true extends Has<${parent}, ${key}> ? true : never`
    : `Equal<Has<${parent}, ${key}>, false>`;
}

/** The type of a place. */
function placed(place: string): string {
  const [parent, key] = parentOf(place);
  if (key !== undefined) return `Member<${parent}, ${key}>`;
  return stepsOf(place).reduce(step, "");
}

/** The type around a member and the member's name; no name where the place is no member. */
function parentOf(place: string): [parent: string, key: string | undefined] {
  const steps = stepsOf(place);
  const last = steps.at(-1) ?? "";
  if (steps.length === 1 || last.startsWith("[")) return [steps.reduce(step, ""), undefined];
  return [steps.slice(0, -1).reduce(step, ""), keyOf(last)];
}

/** `GET /api/v2/assets result.assets[].url` becomes its root, `assets`, `[]` and `url`; other names stand in quotes. */
function stepsOf(place: string): string[] {
  const operation = /^([A-Z]+) (\S+) (body|query|path|result)(.*)$/.exec(place);
  const [root = "", rest = ""] =
    operation === null
      ? [place.split(/[.[]/)[0], place.replace(/^\w+/, "")]
      : [rootOf(operation[1] ?? "", operation[2] ?? "", operation[3] ?? ""), operation[4]];
  return [root, ...(rest.match(/"[^"]+"|\[key\]|\[\]|[^.[\]"]+/g) ?? [])];
}

function rootOf(method: string, path: string, part: string): string {
  const at = `"${method.toLowerCase()}", "${path}"`;
  if (part === "result") return `ResultOf<${at}>`;
  if (part === "body") return `BodyOf<${at}>`;
  return `NonNullable<Member<paths["${path}"]["${method.toLowerCase()}"]["parameters"], "${part}">>`;
}

function step(parent: string, name: string): string {
  if (parent === "") return name;
  if (name === "[]") return `Item<${parent}>`;
  return name === "[key]" ? `Entry<${parent}>` : `Member<${parent}, ${keyOf(name)}>`;
}

function keyOf(name: string): string {
  return /^(\d+|".*")$/.test(name) ? name : JSON.stringify(name);
}

/** An operation is marked where it is looked up: in the types by path, by id or by what a call takes. */
function isDeprecated(claim: string, program: ts.Program): boolean {
  const side = sideOf(claim);
  const place = claim.replace(/^webhooks /, "").replace(/ deprecated$/, "");
  const operation = /^([A-Z]+) (\S+)$/.exec(place);
  if (operation === null) {
    const [name = "", ...members] = place.split(".");
    return isMarked(program, `generated/${side}.ts`, [name, ...members]);
  }
  const [, method = "", path = ""] = operation;
  return (
    isMarked(program, "generated/api.ts", ["paths", path, method.toLowerCase()]) ||
    isMarked(program, "generated/inits.ts", ["Inits", method.toLowerCase(), path])
  );
}

function isMarked(program: ts.Program, path: string, [name = "", ...members]: string[]): boolean {
  const checker = program.getTypeChecker();
  const file = program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/${path}`));
  const module = file && checker.getSymbolAtLocation(file);
  let symbol = module?.exports?.get(ts.escapeLeadingUnderscores(name));
  let type = symbol && checker.getDeclaredTypeOfSymbol(symbol);
  for (const member of members) {
    symbol = type?.getProperty(member);
    type = symbol && checker.getTypeOfSymbol(symbol);
  }
  return symbol?.getJsDocTags(checker).some((tag) => tag.name === "deprecated") ?? false;
}
