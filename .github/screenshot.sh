#!/usr/bin/env bash
# Takes the picture of the README: a page of the manual in Chromium, 1200 × 780, as .github/screenshot.png.
# `.github/screenshot.sh [PATH]`; needs chromium, and python3 with Pillow to make the file small.
set -euo pipefail
cd "$(dirname "$0")/.."
page=${1:-tabs/}
site=$(mktemp -d)
trap 'rm -rf "$site"; [ -z "${server:-}" ] || kill "$server"' EXIT
cargo run --quiet -- build -q -d "$site/site"
python3 -m http.server --bind 127.0.0.1 --directory "$site/site" 8765 > /dev/null 2>&1 &
server=$!
sleep 1
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,780 --virtual-time-budget=3000 \
  --user-data-dir="$site/profile" --screenshot="$site/picture.png" "http://127.0.0.1:8765/$page" 2> /dev/null
if ! python3 -c "
from PIL import Image
Image.open('$site/picture.png').convert('RGB').quantize(128).save('.github/screenshot.png', optimize=True)
"; then cp "$site/picture.png" .github/screenshot.png; fi
ls -l .github/screenshot.png
