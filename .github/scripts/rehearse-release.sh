#!/usr/bin/env bash
# Goes through a release of what is unreleased, up to where it would leave this machine.
set -euo pipefail
release=$1
scripts=$(dirname "$0")
# Only a repository that is released from has to be named in package.json.
unset GITHUB_REPOSITORY

if ! "$scripts/release-notes.sh" Unreleased; then
  echo "There is no release to rehearse."
  exit 0
fi
npm version --no-git-tag-version --preid rehearsal prerelease
"$scripts/pack-release.sh" "$release" "v$(node -p 'require("./package.json").version')"
"$scripts/publish-release.sh" "$release" --dry-run
"$scripts/announce-release.sh" "$release" --dry-run
