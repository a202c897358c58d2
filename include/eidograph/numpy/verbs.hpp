// SPDX-License-Identifier: MIT
#pragma once

#include "../convert.hpp"
#include "../resize.hpp"
#include "create.hpp"
#include "verbs_reduce.hpp"

// The verbs of core with a result of their own. Each allocates its result and is otherwise the verb of the same name
// that writes into memory of yours; see there for contracts, exactness and errors.

namespace eido::inline EIDO_ABI {

/// A packed copy. Python: `x.copy()`, `np.ascontiguousarray(x)`.
template <class X>
auto copy(const X& x) {
  auto result = empty_like(x);
  copy(detail::as_const_view(x), result);
  return result;
}

/// x converted to T: integers wrap, floats are cut. Python: `x.astype(T)`.
template <class T, class X>
auto astype(const X& x) {
  const auto v = detail::as_const_view(x);
  auto result = empty<T>(v.shape());
  astype(v, result);
  return result;
}

/// x as the nearest values of T: rounded half to even, clamped. Python: `np.clip(np.rint(x), lo, hi).astype(T)`.
template <class T, class X>
auto saturate(const X& x) {
  const auto v = detail::as_const_view(x);
  auto result = empty<T>(v.shape());
  saturate(v, result);
  return result;
}

/// (x - mean) / std per channel, bytes divided by 255 first; the shape stays. Python: `T.Normalize(mean, std)(x)`.
template <class X, class Contract, int N>
auto normalize(const X& x, const norm& values, Contract contract, detail::axis_tag<N> channels) {
  const auto v = detail::as_const_view(x);
  auto result = empty<f32>(v.shape());
  normalize(v, values, contract, channels, result);
  return result;
}
template <class X, class Contract>
auto normalize(const X& x, const norm& values, Contract contract) {
  return normalize(x, values, contract, axis<-1>);
}

/// The image at another size. Python: `Image.fromarray(img).resize((w, h), resample, box)` for `like::pillow`.
template <class X, detail::resize_contract Contract>
auto resize(const X& img, hw size, Contract contract, const resize_options& options = {}) {
  const auto v = detail::as_const_view(img);
  constexpr int R = detail::rank_of<const X>;
  static_assert(R == 2 || R == 3, "eidograph: an image has rank 2 (h, w) or 3 (h, w, channels)");
  using T = detail::value_of<const X>;
  detail::kept_plan<T> made;  // sizes are checked before the result is allocated
  detail::raise_if_failed(detail::plan_for(detail::as_image(v), resize(size, contract, options), made));
  index_array<R> shape = v.shape();
  shape[0] = size.h;
  shape[1] = size.w;
  auto result = empty<T>(shape);
  detail::raise_if_failed(made->try_run(v, result));
  return result;
}

/// The means of cells of pixels. Python: `Image.fromarray(img).reduce((w, h))`.
template <class X>
auto reduce(const X& img, hw factor, const like::pillow::reduce_contract& contract) {
  const auto v = detail::as_const_view(img);
  constexpr int R = detail::rank_of<const X>;
  static_assert(R == 2 || R == 3, "eidograph: an image has rank 2 (h, w) or 3 (h, w, channels)");
  index_array<R> shape = v.shape();
  if (factor.h > 0 && factor.w > 0) {  // else the verb below says so
    const hw size = reduced_size(hw_of(v), factor);
    shape[0] = size.h;
    shape[1] = size.w;
  }
  auto result = empty<detail::value_of<const X>>(shape);
  reduce(v, factor, contract, result);
  return result;
}
template <class X>
auto reduce(const X& img, wh factor,
            const like::pillow::reduce_contract& contract) {  // or xtensor's would match better
  return reduce(img, hw(factor), contract);
}

/// A quarter turn, k times, as view/axes.hpp says: for tensors, for which xtensor's rot90 would be as good a match.
template <class T, int R>
auto rot90(tensor<T, R>& x, int k = 1) {
  return rot90(view_of(x), k);
}
template <class T, int R>
auto rot90(const tensor<T, R>& x, int k = 1) {
  return rot90(view_of(x), k);
}

}  // namespace eido
