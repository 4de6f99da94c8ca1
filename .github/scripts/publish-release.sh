#!/usr/bin/env bash
# Publishes the package that pack-release.sh left in a folder. What follows the folder goes to npm, such as --dry-run.
set -euo pipefail
release=$1

options=(--access public --provenance --ignore-scripts)
# A version such as 1.0.0-beta.1 is only installed by those who ask for it.
if [[ "$(cat "$release/tag")" == *-* ]]; then options+=(--tag next); fi
npm publish "$release"/*.tgz "${options[@]}" "${@:2}"
