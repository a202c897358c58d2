// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

// The memory limit of a job: each byte that it reads read once, each byte that it writes written once.

namespace bench {

/// A sum of the words of `rows` runs of `bytes` bytes, `step` bytes apart.
unsigned long long read_once(const unsigned char* first, std::ptrdiff_t bytes, std::ptrdiff_t step,
                             std::ptrdiff_t rows) noexcept;

/// Which of two ways to write is faster depends on the size and the machine.
enum class store { ordinary, around_caches };

void write_once(store way, unsigned char* first, std::ptrdiff_t bytes) noexcept;

}  // namespace bench
