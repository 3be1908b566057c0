#!/bin/sh
# Builds the image localhost/congxa out of Debian's packages and this checkout; `make container` calls it. No registry of
# images is asked: mmdebstrap and pip fetch as this machine's apt and pip are told to, and buildah fetches nothing.
# What is given is given to buildah. PACKAGES names further packages of Debian, by comma: postgresql-client lets
# `congxa backup` save PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

mmdebstrap --quiet --variant=essential --include="python3,ca-certificates${PACKAGES:+,$PACKAGES}" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
  --customize-hook='echo congxa:x:10001:10001::/srv/congxa:/usr/sbin/nologin >>"$1/etc/passwd"' \
  --customize-hook='echo congxa:x:10001: >>"$1/etc/group"' \
  --customize-hook='install --directory --mode=0700 --owner=10001 --group=10001 "$1/srv/congxa"' \
  bookworm "$context/base.tar"

# For the Python of that Debian, whichever runs here.
install() {
  "$PYTHON" -m pip install --quiet --root-user-action=ignore --no-compile --no-deps --target "$context/program" \
    --python-version 3.11 --only-binary :all: "$@"
}
"$PYTHON" -m pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir "$context" .
install --require-hashes --requirement requirements.txt
install --upgrade --no-index "$context"/congxa-*.whl
sed -i '1s|.*|#!/usr/bin/python3|' "$context/program/bin/congxa"

buildah build --quiet --file deploy/Containerfile --tag localhost/congxa "$@" "$context"
