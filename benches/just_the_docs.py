#!/usr/bin/env python3
"""Writes a site with the theme Just the Docs: many pages in three levels, all in its navigation.

    benches/just_the_docs.py OUT [--pages 1500] [--theme DIR]

The theme is taken from the corpus `just-the-docs` in RECTO_SHARED (default ../shared), or from DIR, a folder with
`_layouts`, `_includes`, `_sass` and `assets`. To measure recto and Jekyll on the site, each once:

    /usr/bin/time -f '%U + %S s of CPU time' recto build -q -s OUT -d /tmp/a
    /usr/bin/time -f '%U + %S s of CPU time' jekyll build -q -s OUT -d /tmp/b --disable-disk-cache
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile

CONFIG = """\
title: Generated
url: https://example.org
permalink: pretty
time: 2026-01-01 00:00:00 +0000
timezone: UTC
search_enabled: true
heading_anchors: true
plugins: [jekyll-seo-tag, jekyll-include-cache]
exclude: [README.md, CHANGELOG.md]
"""

TEXT = """\
# {title}

The page *{title}* explains what it is about, with a [link](#more) and `code`.

## First steps

1. Install it.
2. Run it.

```ruby
def step(number)
  puts "step #{{number}}" # of {title}
end
```

## More

| name | value |
|------|-------|
| a    | {number} |
| b    | two   |

A last paragraph ends the page. It has a few words, so that pages are not empty.
"""

# The children of each page: of a site of 1,500 pages, 15 are at the top, each with about 10 children of 9 children.
FANOUT = 10


def theme(out, folder):
    """Copies the theme's files."""
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            shared = pathlib.Path(os.environ.get("RECTO_SHARED", "../shared"))
            archive = shared / "corpora" / "just-the-docs.tar.zst"
            subprocess.run(["tar", "--zstd", "-xf", archive, "-C", scratch], check=True)
            folder = pathlib.Path(scratch) / "src"
        for name in ["_layouts", "_includes", "_sass", "assets"]:
            if (folder / name).is_dir():
                shutil.copytree(folder / name, out / name)


def page(out, path, title, number, front_matter):
    path = out / "docs" / path
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"title: {title}", "layout: default", *front_matter]
    text = TEXT.format(title=title, number=number)
    path.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + text)


def pages(out, count):
    """Writes `count` pages: sections with chapters with articles."""
    (out / "index.md").write_text("---\ntitle: Home\nlayout: default\nnav_order: 1\n---\n\n# Home\n")
    number, section = 1, 0
    while number < count:
        section += 1
        top = f"Section {section}"
        page(out, f"s{section}/index.md", top, number, [f"nav_order: {section + 1}", "has_children: true"])
        number += 1
        for chapter in range(1, FANOUT + 1):
            if number >= count:
                return
            middle = f"Chapter {section}.{chapter}"
            front_matter = [f"parent: {top}", f"nav_order: {chapter}", "has_children: true"]
            page(out, f"s{section}/c{chapter}/index.md", middle, number, front_matter)
            number += 1
            for article in range(1, FANOUT):
                if number >= count:
                    return
                front_matter = [f"parent: {middle}", f"grand_parent: {top}"]
                page(out, f"s{section}/c{chapter}/a{article}.md", f"Article {section}.{chapter}.{article}", number, front_matter)
                number += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--theme", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True)
    theme(arguments.out, arguments.theme)
    (arguments.out / "_config.yml").write_text(CONFIG)
    pages(arguments.out, arguments.pages)


if __name__ == "__main__":
    main()
