// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "config.hpp"

namespace eido::inline EIDO_ABI {

/// Who works on the parts of a verb: the calling thread alone, or a pool. `eido::threads(n)` (threads.hpp) is one; one
/// around a pool of yours is
///   executor([](void* pool, int count, executor::job job, void* context) noexcept { ... }, &my_pool, workers)
/// whose function calls job(context, i) once for every i < count, on any threads, and returns when all are done.
/// The result of a verb does not depend on it.
class executor {
 public:
  using job = void (*)(void* context, int number) noexcept;
  using runner = void (*)(void* pool, int count, job work, void* context) noexcept;

  constexpr executor() noexcept = default;
  constexpr executor(runner run, void* pool, int workers) noexcept
      : run_(run), pool_(pool), workers_(workers > 1 ? workers : 1) {}

  /// How many parts are worth making.
  constexpr int workers() const noexcept { return workers_; }

  friend constexpr bool operator==(const executor&, const executor&) noexcept = default;

  /// part(i) for every i < count.
  template <class Part>
  void operator()(int count, Part&& part) const noexcept {
    if (!run_ || count < 2) {
      for (int i = 0; i < count; ++i) part(i);
      return;
    }
    using object = std::remove_reference_t<Part>;
    run_(
        pool_, count, [](void* context, int i) noexcept { (*static_cast<object*>(context))(i); }, &part);
  }

 private:
  runner run_ = nullptr;
  void* pool_ = nullptr;
  int workers_ = 1;
};

}  // namespace eido
