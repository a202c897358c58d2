// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/view/view.hpp>

namespace eido_test {

/// f(position) for every position of a shape, in C order.
template <int R, class F>
void for_each_position(const eido::index_array<R>& shape, F f) {
  eido::index_array<R> p;
  for (int i = 0; i < R; ++i) {
    if (shape[i] == 0) return;
  }
  for (;;) {
    f(static_cast<const eido::index_array<R>&>(p));
    int k = R - 1;
    for (; k >= 0 && ++p[k] == shape[k]; --k) p[k] = 0;
    if (k < 0) return;
  }
}

template <class T, int R>
T& element(const eido::view<T, R>& v, const eido::index_array<R>& p) {
  eido::index offset = 0;
  for (int k = 0; k < R; ++k) offset += p[k] * v.stride(k);
  return v.data()[offset];
}

/// Whether every element of v is, in place, the element of `source` at the position that where(p) gives.
template <class T, class U, int R, int Q, class F>
bool is_rearranged(const eido::view<T, R>& v, const eido::view<U, Q>& source, F where) {
  bool same = true;
  eido::index count = 0;
  for_each_position(v.shape(), [&](const eido::index_array<R>& p) {
    same = same && &element(v, p) == &element(source, where(p));
    ++count;
  });
  return same && count == source.size();
}

}  // namespace eido_test
