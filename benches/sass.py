#!/usr/bin/env python3
"""Compares the style sheets that recto writes with those of sassc, or with recorded ones.

    benches/sass.py FILE.scss…            compiles each with recto and with sassc
    benches/sass.py --built OLD NEW       compares all style sheets of two built sites

Both sides are normalised by lightningcss: NODE_PATH has to name a folder of node modules with it. RECTO names the binary
(default target/release/recto). The folder of a file and the folders in SASS_PATH are load paths.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

RECTO = os.environ.get("RECTO", "target/release/recto")

NORMALISE = """
const { transform } = require('lightningcss'), fs = require('fs');
const normal = (file) => {
  // Comments are of no account, and `@charset` names the encoding that the file has anyway.
  const code = fs.readFileSync(file, 'utf8').replace(/\\/\\*[^]*?\\*\\//g, '').replace(/^\\uFEFF?@charset.*?;/, '');
  const css = transform({ filename: file, code: Buffer.from(code), minify: true, errorRecovery: true });
  return css.code.toString().replace(/([};])/g, '$1\\n').split('\\n');
};
for (const pair of fs.readFileSync(0, 'utf8').trim().split('\\n')) {
  const [name, a, b] = pair.split('\\t');
  try {
    const [old, now] = [normal(a), normal(b)];
    const at = old.findIndex((line, index) => line !== now[index]);
    if (at < 0 && old.length === now.length) console.log(`same ${name} (${old.length} lines)`);
    else console.log(`DIFFERENT ${name}, line ${at}\\n  - ${old[at]}\\n  + ${now[at]}`);
  } catch (error) { console.log(`FAILED ${name}: ${error.message}`); }
}
"""


def report(pairs):
    lines = "".join(f"{name}\t{old}\t{new}\n" for name, old, new in pairs)
    result = subprocess.run(["node", "-e", NORMALISE], input=lines, text=True, stdout=subprocess.PIPE, check=True)
    print(result.stdout, end="")
    same = sum(line.startswith("same ") for line in result.stdout.splitlines())
    print(f"{same} of {len(pairs)} the same")


def compiled(path, scratch):
    """The results of sassc and of recto; None where one of them fails."""
    number = len(list(scratch.iterdir()))
    site = scratch / str(number)
    site.mkdir()
    folders = [path.parent.resolve(), *map(pathlib.Path, filter(None, os.environ.get("SASS_PATH", "").split(":")))]
    for index, folder in enumerate(folders):
        (site / f"_load{index}").symlink_to(folder.resolve())
    paths = ", ".join(f"_load{index}" for index in range(len(folders)))
    (site / "_config.yml").write_text(f"sass: {{load_paths: [{paths}], sourcemap: never}}\nfollow_symlinks: true\n")
    (site / f"sheet{path.suffix}").write_text("---\n---\n{% raw %}" + path.read_text() + "{% endraw %}\n")
    old, new = scratch / f"{number}.css", site / "out" / "sheet.css"
    include = [word for folder in folders for word in ("-I", str(folder))]
    for name, command in [
        ("sassc", ["sassc", *include, str(path), str(old)]),
        ("recto", [RECTO, "build", "-q", "-s", str(site), "-d", str(site / "out")]),
    ]:
        result = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode != 0:
            first = next((line for line in result.stdout.splitlines() if "rror" in line), "")
            print(f"{name} refuses {path}: {first.strip()}")
            return None
    return (str(path), old, new)


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--built"]:
        old, new = map(pathlib.Path, arguments[1:3])
        sheets = sorted(path.relative_to(old) for path in old.rglob("*.css"))
        report([(str(path), old / path, new / path) for path in sheets if (new / path).exists()])
        return
    with tempfile.TemporaryDirectory() as scratch:
        results = [compiled(pathlib.Path(path), pathlib.Path(scratch)) for path in arguments]
        report([result for result in results if result is not None])


if __name__ == "__main__":
    main()
