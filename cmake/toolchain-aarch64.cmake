# SPDX-License-Identifier: MIT
# 64-bit ARM with Linux; programs run under qemu, as the CPU that the environment variable QEMU_CPU names: cortex-a53
# (tier neon), cortex-a76 (dotprod), max (i8mm, also without the variable).
# Debian packages: g++-aarch64-linux-gnu qemu-user. For clang: lld-16 and -DCMAKE_CXX_COMPILER=clang++-16.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER_TARGET aarch64-linux-gnu)  # clang's; g++ has it in its name
if(NOT CMAKE_CXX_COMPILER)
  set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
elseif(CMAKE_CXX_COMPILER MATCHES "clang")
  set(CMAKE_EXE_LINKER_FLAGS_INIT -fuse-ld=lld)
endif()
set(CMAKE_CXX_FLAGS_INIT "-O2 -march=armv8-a")

# Header-only packages are this machine's; libraries are not.
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)
