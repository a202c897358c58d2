// SPDX-License-Identifier: MIT
// node run_wasm.mjs PROGRAM ARGUMENTS...: runs a WASI program with this process's environment and file system, and
// ends with its exit code.
import { readFile } from "node:fs/promises";
import { argv, cwd, env, exit } from "node:process";
import { WASI } from "node:wasi";

const args = argv.slice(2);
const wasi = new WASI({ version: "preview1", args, env, preopens: { "/": "/", ".": cwd() }, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(args[0]), { wasi_snapshot_preview1: wasi.wasiImport });
exit(wasi.start(instance));
