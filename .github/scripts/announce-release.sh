#!/usr/bin/env bash
# Makes a GitHub release of what pack-release.sh left in a folder; with --dry-run, prints how.
set -euo pipefail
release=$1
tag=$(cat "$release/tag")

options=(--verify-tag --title "$tag" --notes-file "$release/notes.md")
if [[ "$tag" == *-* ]]; then options+=(--prerelease); fi
if [ "${2:-}" = --dry-run ]; then
  echo "gh release create $tag ${options[*]}"
  cat "$release/notes.md"
else
  gh release create "$tag" "${options[@]}"
fi
