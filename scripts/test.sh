#!/usr/bin/env bash
# `npm test`: everything that needs no outside data. Ends with one line, "N passed, N failed[, N skipped]".
# With file names it runs those alone: npm test -- src/kernel
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
  bash scripts/check.sh
  . scripts/ensure-chromium.sh
  exec npx --no-install vitest run --exclude 'test/conformance/**'
fi
exec npx --no-install vitest run "$@"
