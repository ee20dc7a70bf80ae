#!/bin/sh
# Downloads a released program of recto, checks its SHA-256 checksum and installs it:
#
#   sh install.sh [FOLDER]      # by default ~/.local/bin
#
# RECTO_VERSION is a tag such as v0.2.0, by default the newest release. RECTO_REPOSITORY is the owner and the name of
# the repository on GitHub; RECTO_RELEASES is the address of its releases, for mirrors.
set -eu
repository=${RECTO_REPOSITORY:-}
version=${RECTO_VERSION:-}
folder=${1:-$HOME/.local/bin}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

if [ -z "${RECTO_RELEASES:-}" ]; then
  [ -n "$repository" ] || fail "set RECTO_REPOSITORY to the owner and the name of the repository, such as owner/recto"
  RECTO_RELEASES=https://github.com/$repository/releases
fi

case $(uname -s)-$(uname -m) in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
  *) fail "there is no program for $(uname -s) on $(uname -m); build it with 'cargo install recto --locked'" ;;
esac

if [ -z "$version" ]; then
  # The address of the newest release redirects to the page of its tag.
  page=$(curl -sSfL -o /dev/null -w '%{url_effective}' "$RECTO_RELEASES/latest") || fail "no release at $RECTO_RELEASES"
  version=${page##*/}
fi
number=${version#v}
name=recto-$number-$target
case $target in
  *windows*) archive=$name.zip program=recto.exe ;;
  *) archive=$name.tar.gz program=recto ;;
esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for file in "$archive" "$archive.sha256"; do
  curl -sSfL -o "$scratch/$file" "$RECTO_RELEASES/download/$version/$file" ||
    fail "cannot download $RECTO_RELEASES/download/$version/$file"
done
(
  cd "$scratch"
  if command -v sha256sum > /dev/null; then sha256sum -c "$archive.sha256"; else shasum -a 256 -c "$archive.sha256"; fi
) > /dev/null || fail "the checksum of $archive does not match; nothing was installed"
case $archive in
  *.zip) unzip -q "$scratch/$archive" -d "$scratch" ;;
  *) tar xzf "$scratch/$archive" -C "$scratch" ;;
esac

mkdir -p "$folder"
mv "$scratch/$name/$program" "$folder/$program"
echo "recto $number is in $folder"
case ":$PATH:" in
  *":$folder:"*) ;;
  *) echo "add $folder to PATH" ;;
esac
