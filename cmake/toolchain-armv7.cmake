# SPDX-License-Identifier: MIT
# 32-bit ARM with NEON and Linux; programs run under qemu.
# Debian packages: g++-arm-linux-gnueabihf qemu-user. For clang: lld-16 and -DCMAKE_CXX_COMPILER=clang++-16.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR armv7)
set(CMAKE_CXX_COMPILER_TARGET arm-linux-gnueabihf)  # clang's; g++ has it in its name
if(NOT CMAKE_CXX_COMPILER)
  set(CMAKE_CXX_COMPILER arm-linux-gnueabihf-g++)
elseif(CMAKE_CXX_COMPILER MATCHES "clang")
  set(CMAKE_EXE_LINKER_FLAGS_INIT -fuse-ld=lld)
endif()
set(CMAKE_CXX_FLAGS_INIT "-O2 -march=armv7-a -mfpu=neon -mfloat-abi=hard -Wno-psabi")  # g++'s notes on an old ABI

# Header-only packages are this machine's; libraries are not.
set(CMAKE_FIND_ROOT_PATH /usr/arm-linux-gnueabihf)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-arm -L /usr/arm-linux-gnueabihf)
