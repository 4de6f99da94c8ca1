#!/usr/bin/env bash
# Packs the release that a tag stands for into a folder: the package, its tag and its notes.
set -euo pipefail
release=$1
tag=$2

version=$(node -p 'require("./package.json").version')
if [ "$tag" != "v$version" ]; then
  echo "The tag is $tag, but package.json says version $version: tags are made by npm version." >&2
  exit 1
fi
repository=$(node -p 'require("./package.json").repository?.url ?? ""')
if [ -n "${GITHUB_REPOSITORY:-}" ] && [ "$repository" != "git+https://github.com/$GITHUB_REPOSITORY.git" ]; then
  echo "package.json needs \"repository\": { \"type\": \"git\", \"url\": \"git+https://github.com/$GITHUB_REPOSITORY.git\" }, as npm compares it with the provenance." >&2
  exit 1
fi
notes=$("$(dirname "$0")/release-notes.sh" "$version")

mkdir -p "$release"
printf '%s\n' "$tag" > "$release/tag"
printf '%s\n' "$notes" > "$release/notes.md"
npm pack --pack-destination "$release"
