// SPDX-License-Identifier: MIT
#pragma once

#include <new>

#include "plan.hpp"

// Calls that make a plan, run it once and are likely to come again, as for the frames of a video: each thread keeps the
// last plans that it made, with their tables and scratch memory.

namespace eido::inline EIDO_ABI {
namespace detail {

/// All that a plan depends on beside the element type. Contracts of any type: where it lies in memory tells one type
/// from another, its bytes one value from another.
class plan_key {
 public:
  template <class Contract, class T>
  plan_key(const resize_spec<Contract>& spec, const image_source<T>& source, bool packed) noexcept
      : size_(spec.size),
        options_(spec.options),
        image_(source.h, source.w),
        channels_(source.channels),
        packed_(packed) {
    if constexpr (std::is_empty_v<Contract>) {
      contract_ = &place_of<Contract>;
    } else if constexpr (std::has_unique_object_representations_v<Contract> && sizeof(Contract) <= sizeof value_) {
      contract_ = &place_of<Contract>;
      std::memcpy(value_, &spec.contract, sizeof(Contract));
    }
  }
  bool can_be_compared() const noexcept { return contract_ != nullptr; }
  friend bool operator==(const plan_key&, const plan_key&) noexcept = default;

 private:
  template <class Contract>
  static inline char place_of = 0;  // not const: linkers may fold constants

  const char* contract_ = nullptr;
  u8 value_[4] = {};
  hw size_;
  resize_options options_;
  hw image_;
  index channels_;
  bool packed_;
  tier tier_ = active_tier();
};

template <class Plan, class Key>
struct keyed_plan {
  Key key;
  Plan plan;
};

/// What a thread keeps, whatever the types.
struct kept_plans_base {
  void (*forget)(kept_plans_base&) noexcept;
  kept_plans_base* next;

  static kept_plans_base*& first() noexcept {
    static EIDO_THREAD_LOCAL kept_plans_base* head = nullptr;
    return head;
  }
};

/// The plans that a thread keeps, the last one in front.
template <class Plan, class Key>
class kept_plans : kept_plans_base {
 public:
  using keyed = keyed_plan<Plan, Key>;
  static constexpr index most_bytes = index(1) << 21;  // of a plan

  /// Null when the thread ends, for calls from other destructors.
  static kept_plans* of_thread() noexcept {
    if (over()) return nullptr;
    static EIDO_THREAD_LOCAL kept_plans plans;
    return &plans;
  }
  ~kept_plans() {
    over() = true;
    kept_plans_base** link = &first();
    while (*link != this) link = &(*link)->next;
    *link = next;
    forget_all(*this);
  }

  keyed* take(const Key& key) noexcept {
    for (int i = 0; i < most; ++i) {
      if (at_[i] && at_[i]->key == key) return std::exchange(at_[i], nullptr);
    }
    return nullptr;
  }
  /// In front; those there move back into the first gap, or the last one goes.
  void keep(keyed* plan) noexcept {
    for (int i = 0; i < most && plan; ++i) std::swap(at_[i], plan);
    delete plan;
  }

 private:
  static constexpr int most = 4;

  kept_plans() noexcept : kept_plans_base{forget_all, first()} { first() = this; }
  static bool& over() noexcept {
    static EIDO_THREAD_LOCAL bool ended = false;
    return ended;
  }
  static void forget_all(kept_plans_base& base) noexcept {
    for (keyed*& plan : static_cast<kept_plans&>(base).at_) delete std::exchange(plan, nullptr);
  }

  keyed* at_[most] = {};
};

/// A plan for one call. While it is in use the thread does not keep it, so calls may be nested.
template <class Plan, class Key>
class kept {
 public:
  kept() noexcept = default;
  kept(const kept&) = delete;
  kept& operator=(const kept&) = delete;
  ~kept() {
    const bool keeps = plan_ && plan_->key.can_be_compared() && plan_->plan.bytes() <= plans::most_bytes;
    plans* const of_thread = keeps ? plans::of_thread() : nullptr;
    if (of_thread) {
      of_thread->keep(plan_);
    } else {
      delete plan_;
    }
  }

  /// One that was kept, or a fresh one from make(plan).
  template <class Make>
  status find(const Key& key, Make make) noexcept {
    plans* const of_thread = plans::of_thread();
    if (of_thread) plan_ = of_thread->take(key);
    if (plan_) return {};
    plan_ = new (std::nothrow) keyed_plan<Plan, Key>{key, {}};
    if (!plan_) return status::failure(errc::memory_error, "plan: cannot allocate a plan");
    const status made = make(plan_->plan);
    if (!made) delete std::exchange(plan_, nullptr);
    return made;
  }

  Plan* operator->() noexcept { return &plan_->plan; }
  Plan& operator*() noexcept { return plan_->plan; }

 private:
  using plans = kept_plans<Plan, Key>;
  keyed_plan<Plan, Key>* plan_ = nullptr;
};

template <class T>
using kept_plan = kept<resize_plan<T>, plan_key>;

}  // namespace detail

/// Frees the tables and the scratch memory that this thread keeps for its next calls: those of the last four resizes of
/// each element type and of the last four images that recipes made to each type of result, at most 2 MiB a plan. A
/// thread that ends frees them by itself.
inline void forget_plans() noexcept {
  for (auto* kept = detail::kept_plans_base::first(); kept; kept = kept->next) kept->forget(*kept);
}

}  // namespace eido
