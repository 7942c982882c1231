#!/usr/bin/env bash
# Types, format and lint, walls, generated pages: what a reviewer should never have to point out.
set -euo pipefail
cd "$(dirname "$0")/.."
npx --no-install tsc -p .
npx --no-install biome ci --error-on-warnings .
bash scripts/walls.sh
node --import tsx scripts/compile-kernel.ts --check
node --import tsx scripts/generate-reference.ts --check
