// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <system_error>
#include <thread>

#include "base/executor.hpp"

// Threads of the standard library for verbs that take an executor. Not part of core.hpp. std::thread needs exceptions;
// without them pass an executor of your own.

#if EIDO_EXCEPTIONS
namespace eido::inline EIDO_ABI {
namespace detail {

/// The calling thread and up to count - 1 others, started for this call.
inline void run_on_threads(void*, int count, executor::job work, void* context) noexcept {
  constexpr int most = 64;
  std::atomic<int> next{0};
  const auto take = [&]() noexcept {
    for (int i = next++; i < count; i = next++) work(context, i);
  };
  std::thread others[most];
  int started = 0;
  try {
    for (; started < most && started + 1 < count; ++started) others[started] = std::thread(take);
  } catch (const std::system_error&) {  // no more threads: those that run take the parts
  }
  take();
  for (int i = 0; i < started; ++i) others[i].join();
}

}  // namespace detail

/// n threads at work, the calling one among them: `resize(img, contract, dst, {.threads = threads(4)})`.
/// Python: `torch.set_num_threads(n)`. The same bits as with one.
inline executor threads(int n) noexcept { return executor(detail::run_on_threads, nullptr, n); }

}  // namespace eido
#endif
