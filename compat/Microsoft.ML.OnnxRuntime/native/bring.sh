#!/bin/sh
# Installs the npm package that carries the native library, safely beside another build that does the same:
# the install happens in a folder of this process and is moved into place when complete.
set -eu
work=".incoming-$$"
trap 'rm -rf "$work"' EXIT INT TERM
mkdir "$work"
cp package.json package-lock.json "$work/"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
# What is not used weighs 200 MB: the libraries of the other systems stay out.
system=$(uname -s | tr '[:upper:]' '[:lower:]')
for folder in "$work"/node_modules/onnxruntime-node/bin/napi-v6/*; do
  [ "$(basename "$folder")" = "$system" ] || rm -rf "$folder"
done
# A rename onto a folder that another build finished meanwhile fails and leaves that one; mv would move into it.
node -e 'require("fs").renameSync(process.argv[1], "node_modules")' "$work/node_modules" 2>/dev/null || [ -d node_modules ]
