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
  friend bool operator==(const plan_key& a, const plan_key& b) noexcept {
    return a.contract_ == b.contract_ && std::memcmp(a.value_, b.value_, sizeof a.value_) == 0 && a.size_ == b.size_ &&
           a.options_ == b.options_ && a.image_ == b.image_ && a.channels_ == b.channels_ && a.packed_ == b.packed_ &&
           a.tier_ == b.tier_;
  }

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

template <class T>
struct keyed_plan {
  plan_key key;
  resize_plan<T> plan;
};

/// What a thread keeps, whatever the element types.
struct kept_plans_base {
  void (*forget)(kept_plans_base&) noexcept;
  kept_plans_base* next;

  static kept_plans_base*& first() noexcept {
    static EIDO_THREAD_LOCAL kept_plans_base* head = nullptr;
    return head;
  }
};

/// The plans that a thread keeps, the last one in front.
template <class T>
class kept_plans : kept_plans_base {
 public:
  static constexpr index most_bytes = index(1) << 21;  // of a plan

  /// Null when the thread ends, for calls from other destructors.
  static kept_plans* of_thread() noexcept {
    static EIDO_THREAD_LOCAL bool over = false;
    struct mine : kept_plans {
      ~mine() { over = true; }
    };
    if (over) return nullptr;
    static EIDO_THREAD_LOCAL mine plans;
    return &plans;
  }

  keyed_plan<T>* take(const plan_key& key) noexcept {
    for (int i = 0; i < most; ++i) {
      if (at_[i] && at_[i]->key == key) return std::exchange(at_[i], nullptr);
    }
    return nullptr;
  }
  /// In front; those there move back into the first gap, or the last one goes.
  void keep(keyed_plan<T>* plan) noexcept {
    for (int i = 0; i < most && plan; ++i) std::swap(at_[i], plan);
    delete plan;
  }

 private:
  static constexpr int most = 4;

  kept_plans() noexcept : kept_plans_base{forget_all, first()} { first() = this; }
  ~kept_plans() {
    kept_plans_base** link = &first();
    while (*link != this) link = &(*link)->next;
    *link = next;
    forget_all(*this);
  }
  static void forget_all(kept_plans_base& base) noexcept {
    for (keyed_plan<T>*& plan : static_cast<kept_plans&>(base).at_) delete std::exchange(plan, nullptr);
  }

  keyed_plan<T>* at_[most] = {};
};

/// A plan for one call. While it is in use the thread does not keep it, so calls may be nested.
template <class T>
class kept_plan {
 public:
  kept_plan() noexcept = default;
  kept_plan(const kept_plan&) = delete;
  kept_plan& operator=(const kept_plan&) = delete;
  ~kept_plan() {
    const bool keeps = plan_ && plan_->key.can_be_compared() && plan_->plan.bytes() <= kept_plans<T>::most_bytes;
    kept_plans<T>* const kept = keeps ? kept_plans<T>::of_thread() : nullptr;
    if (kept) {
      kept->keep(plan_);
    } else {
      delete plan_;
    }
  }

  /// One that was kept, or a fresh one. packed: for images whose pixels lie side by side.
  template <class Contract>
  status find(const resize_spec<Contract>& spec, const image_source<T>& source, bool packed) noexcept {
    const plan_key key(spec, source, packed);
    kept_plans<T>* const kept = kept_plans<T>::of_thread();
    if (kept && key.can_be_compared()) plan_ = kept->take(key);
    if (plan_) return {};
    plan_ = new (std::nothrow) keyed_plan<T>{key, {}};
    if (!plan_) return status::failure(errc::memory_error, "resize: cannot allocate a plan");
    const status made = plan_->plan.make(spec, source, nullptr, packed);
    if (!made) delete std::exchange(plan_, nullptr);
    return made;
  }

  resize_plan<T>* operator->() noexcept { return &plan_->plan; }
  resize_plan<T>& operator*() noexcept { return plan_->plan; }

 private:
  keyed_plan<T>* plan_ = nullptr;
};

}  // namespace detail

/// Frees the tables and the scratch memory that this thread keeps for its next resize: those of the last four calls
/// for each element type, at most 2 MiB each. A thread that ends frees them by itself.
inline void forget_plans() noexcept {
  for (auto* kept = detail::kept_plans_base::first(); kept; kept = kept->next) kept->forget(*kept);
}

}  // namespace eido
