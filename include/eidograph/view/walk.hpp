// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "view.hpp"

namespace eido::inline EIDO_ABI::detail {

/// The loop nest of element-wise verbs over operands of one shape. Axes are ordered so that the first operand (the
/// destination) is written with its smallest stride innermost, negative strides of it are turned round, and axes
/// that lie one behind the other in every operand become one: a contiguous copy of any rank is a single run.
template <int R, int Operands>
class loop_nest {
 public:
  template <class... T>
  explicit loop_nest(const view<T, R>&... v) noexcept {
    static_assert(sizeof...(T) == Operands);
    const index_array<R>* const strides[] = {&v.strides()...};
    const index_array<R>& shape = first(v...).shape();
    for (int axis = 0; axis < R; ++axis) {
      if (shape[axis] == 0) empty_ = true;
      if (shape[axis] != 1) insert(shape[axis], strides, axis);
    }
    merge();
  }

  /// Calls run(count, offset, stride) for each innermost run; offset and stride hold one entry an operand.
  template <class Run>
  void for_each_run(Run&& run) const {
    if (empty_) return;
    const level inner = depth_ > 0 ? levels_[depth_ - 1] : level{1, {}};
    index position[R > 0 ? R : 1]{};
    index_array<Operands> offset = start_;
    for (;;) {
      run(inner.extent, offset, inner.stride);
      int k = depth_ - 2;
      for (; k >= 0; --k) {
        advance(offset, levels_[k].stride, 1);
        if (++position[k] < levels_[k].extent) break;
        advance(offset, levels_[k].stride, -levels_[k].extent);
        position[k] = 0;
      }
      if (k < 0) return;
    }
  }

  /// The loops themselves, outermost first: level(extent, stride), from the offsets start().
  template <class Level>
  void for_each_level(Level&& f) const {
    for (int k = 0; k < depth_; ++k) f(levels_[k].extent, levels_[k].stride);
  }
  const index_array<Operands>& start() const noexcept { return start_; }
  bool empty() const noexcept { return empty_; }

 private:
  struct level {
    index extent;
    index_array<Operands> stride;
  };

  template <class V, class... Rest>
  static constexpr const V& first(const V& v, const Rest&...) noexcept {
    return v;
  }

  static void advance(index_array<Operands>& offset, const index_array<Operands>& stride, index steps) noexcept {
    for (int i = 0; i < Operands; ++i) offset[i] += stride[i] * steps;
  }

  void insert(index extent, const index_array<R>* const* strides, int axis) noexcept {
    level fresh{extent, {}};
    for (int i = 0; i < Operands; ++i) fresh.stride[i] = (*strides[i])[axis];
    if (fresh.stride[0] < 0) {
      advance(start_, fresh.stride, extent - 1);
      for (int i = 0; i < Operands; ++i) fresh.stride[i] = -fresh.stride[i];
    }
    int at = depth_++;
    for (; at > 0 && levels_[at - 1].stride[0] < fresh.stride[0]; --at) levels_[at] = levels_[at - 1];
    levels_[at] = fresh;
  }

  // outer stride == inner extent * inner stride, in every operand
  void merge() noexcept {
    for (int k = depth_ - 1; k > 0; --k) {
      level &outer = levels_[k - 1], &inner = levels_[k];
      bool joined = true;
      for (int i = 0; i < Operands; ++i) joined = joined && outer.stride[i] == inner.extent * inner.stride[i];
      if (!joined) continue;
      outer = level{outer.extent * inner.extent, inner.stride};
      for (int j = k; j + 1 < depth_; ++j) levels_[j] = levels_[j + 1];
      --depth_;
    }
  }

  level levels_[R + 1]{};  // one to spare: g++ 12 does not see that depth_ <= R and warns
  index_array<Operands> start_;
  int depth_ = 0;
  bool empty_ = false;
};

template <class F, int Operands, int... K, class D, class... S>
void run_elements(F& f, index count, const index_array<Operands>& offset, const index_array<Operands>& stride,
                  std::integer_sequence<int, K...>, D* dst, S*... src) noexcept {
  dst += offset[0];
  const index step = stride[0];
  for (index i = 0; i < count; ++i) f(dst[i * step], src[offset[K + 1] + i * stride[K + 1]]...);
}

/// f(dst element, src elements...) for every position.
template <class F, class D, int R, class... S>
void for_each_element(F f, const view<D, R>& dst, const view<S, R>&... src) noexcept {
  constexpr int sources = static_cast<int>(sizeof...(S));
  loop_nest<R, 1 + sources>(dst, src...)
      .for_each_run([&](index count, const index_array<1 + sources>& offset, const index_array<1 + sources>& stride) {
        run_elements(f, count, offset, stride, std::make_integer_sequence<int, sources>{}, dst.data(), src.data()...);
      });
}

}  // namespace eido::detail
