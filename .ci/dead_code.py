"""Writes a package in which the library and the engine crates are private modules of the binary.

Usage: dead_code.py ROOT WORK. See `.ci/dead-code`.
"""

import re
import sys
import tomllib
from pathlib import Path

root, work = Path(sys.argv[1]), Path(sys.argv[2])
manifest = tomllib.loads((root / "Cargo.toml").read_text())
members = [Path(member) for member in manifest["workspace"]["members"]]
crates = {member.name: member for member in members}


def value(item):
    """A TOML value of a dependency table."""
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{key} = {value(inner)}" for key, inner in item.items()) + " }"
    if isinstance(item, list):
        return "[" + ", ".join(map(value, item)) + "]"
    if isinstance(item, bool):
        return str(item).lower()
    return '"' + str(item) + '"'


def dependencies():
    """The dependencies of all packages, resolved from the workspace, without the engine crates."""
    shared = manifest["workspace"]["dependencies"]
    found = {}
    tables = [manifest["dependencies"]]
    tables += [tomllib.loads((root / member / "Cargo.toml").read_text()).get("dependencies", {}) for member in members]
    for table in tables:
        for name, item in table.items():
            if isinstance(item, dict) and item.get("workspace"):
                item = shared[name]
            if not name.startswith("recto-"):
                found[name] = item
    return found


def rewritten(path, text):
    """The text of a Rust file with the paths of the one crate."""
    parts = path.parts
    if len(parts) > 2 and parts[1] in crates:
        text = re.sub(r"\bcrate::", f"crate::{parts[1]}::", text)
        text = re.sub(r"\buse crate;", f"use crate::{parts[1]};", text)
    text = re.sub(r"\brecto_(" + "|".join(crates) + r")\b", r"crate::\1", text)
    text = text.replace("crate::crate::", "crate::")
    if len(parts) > 1 and parts[1] == "cli":
        text = re.sub(r"\brecto::", "crate::", text)
    return text


def put(path, text):
    """Writes a file if its text differs, so that cargo compiles only what changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


library = (root / "src/lib.rs").read_text()
library = re.sub(r"^pub use recto_(\w+) as \w+;", r"mod \1;", library, flags=re.M)
library = re.sub(r"^pub mod", "mod", library, flags=re.M)
main = re.sub(r"^//!.*\n", "", (root / "src/main.rs").read_text(), flags=re.M)
kept = {work / "src/main.rs"}
put(work / "src/main.rs", library + "\n" + main)
for file in (root / "src").rglob("*"):
    inside = file.relative_to(root)
    if file.is_dir() or inside.parts[1] in ("lib.rs", "main.rs") or file.name == "Cargo.toml":
        continue
    if len(inside.parts) > 2 and inside.parts[1] in crates and "tests" in inside.parts[2:3]:
        continue
    target = work / inside
    if len(inside.parts) == 3 and inside.parts[1] in crates and inside.name == "lib.rs":
        target = target.with_name("mod.rs")
    kept.add(target)
    text = file.read_text()
    put(target, rewritten(inside, text) if file.suffix == ".rs" else text)
for file in (work / "src").rglob("*"):
    if file.is_file() and file not in kept:
        file.unlink()
for folder in ("templates", "assets"):
    link = work / folder
    if not link.exists():
        link.symlink_to(root / folder)
package = manifest["workspace"]["package"]
targets = "".join(
    f"[target.'{name}'.dependencies]\n"
    + "".join(f"{crate} = {value(item)}\n" for crate, item in table["dependencies"].items())
    for name, table in manifest.get("target", {}).items()
)
lines = "\n".join(f"{name} = {value(item)}" for name, item in sorted(dependencies().items()))
put(
    work / "Cargo.toml",
    f"""[package]
name = "recto-dead-code"
version = "{package["version"]}"
edition = "{package["edition"]}"
publish = false

[[bin]]
name = "recto-dead-code"
path = "src/main.rs"

[dependencies]
{lines}

{targets}
[lints.rust]
dead_code = "warn"
unused_imports = "allow"

[workspace]
""",
)
put(work / "Cargo.lock", (root / "Cargo.lock").read_text())
