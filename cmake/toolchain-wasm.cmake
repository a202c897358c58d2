# SPDX-License-Identifier: MIT
# WebAssembly with SIMD and WASI; programs run in node (18 or newer).
# Debian packages: clang-16 lld-16 llvm-16 wasi-libc libc++-16-dev-wasm32 libc++abi-16-dev-wasm32
# libclang-rt-16-dev-wasm32, and nodejs.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-16)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set(llvm /usr/lib/llvm-16)
# This clang knows neither the folder of libc++ nor exceptions, and WASI no signals: doctest has to do without.
string(JOIN " " CMAKE_CXX_FLAGS_INIT -O2 -msimd128 -fno-exceptions
  -nostdinc++ -isystem ${llvm}/include/wasm32-wasi/c++/v1 -D_WASI_EMULATED_SIGNAL
  -DDOCTEST_CONFIG_NO_POSIX_SIGNALS -DDOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)
string(JOIN " " CMAKE_EXE_LINKER_FLAGS_INIT -Wno-unused-command-line-argument -L${llvm}/lib/wasm32-wasi
  -lwasi-emulated-signal)

# Header-only packages are this machine's; libraries are not.
set(CMAKE_FIND_ROOT_PATH /usr/lib/wasm32-wasi)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR node --no-warnings ${CMAKE_CURRENT_LIST_DIR}/../tests/cross/run_wasm.mjs)
