// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>

// For one file of a program that is linked with --wrap=malloc: every allocation of the library comes through here.
extern "C" void* __real_malloc(std::size_t);
static int allocations = 0;
static std::size_t allocated = 0;  // bytes, of all allocations together
extern "C" void* __wrap_malloc(std::size_t n) {
  ++allocations;
  allocated += n;
  return __real_malloc(n);
}
