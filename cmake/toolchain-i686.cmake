# SPDX-License-Identifier: MIT
# 32-bit x86 with SSE2 and Linux, on an x86-64 machine, which runs the programs itself.
# Debian packages: lib32gcc-12-dev lib32stdc++-12-dev libc6-dev-i386. (g++-multilib removes the ARM compilers.)
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
# The folder of the 64-bit headers has asm/, the same for both; -mfpmath: x87 rounds floats otherwise.
set(CMAKE_CXX_FLAGS_INIT "-O2 -m32 -msse2 -mfpmath=sse -idirafter /usr/include/x86_64-linux-gnu")

# Header-only packages are this machine's; libraries are not.
set(CMAKE_FIND_ROOT_PATH /usr/lib32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
