// SPDX-License-Identifier: MIT
#pragma once

#include "../reduce/mask.hpp"
#include "../reduce/softmax.hpp"
#include "../reduce/topk.hpp"
#include "../reduce/upsample_argmax.hpp"
#include "create.hpp"

// The verbs of reduce/ with a result of their own; see there for rules and errors.

namespace eido::inline EIDO_ABI {
namespace detail {

template <class X, int N>
auto shape_without(const X& x, axis_tag<N>) {
  return without_axis(as_const_view(x), axis_index<N, rank_of<const X>>()).shape();
}

}  // namespace detail

/// The position of the largest value along an axis. Python: `np.argmax(x, axis=N)`; `argmax<u8>` for bytes.
template <class I = i64, class X, int N>
auto argmax(const X& x, detail::axis_tag<N> which) {
  auto result = empty<I>(detail::shape_without(x, which));
  argmax(x, which, result);
  return result;
}

/// The position of the least value along an axis. Python: `np.argmin(x, axis=N)`.
template <class I = i64, class X, int N>
auto argmin(const X& x, detail::axis_tag<N> which) {
  auto result = empty<I>(detail::shape_without(x, which));
  argmin(x, which, result);
  return result;
}

/// The largest value along an axis. Python: `np.amax(x, axis=N)`.
// (X&& because xtensor's amax, which argument-dependent lookup finds, has it: ours must match as well)
template <class X, int N>
auto amax(X&& x, detail::axis_tag<N> which) {
  const auto v = detail::as_const_view(x);
  using V = detail::bare<decltype(v)>;
  auto result = empty<typename V::value_type>(detail::shape_without(v, which));
  amax(v, which, result);
  return result;
}

/// The least value along an axis. Python: `np.amin(x, axis=N)`.
template <class X, int N>
auto amin(X&& x, detail::axis_tag<N> which) {
  const auto v = detail::as_const_view(x);
  using V = detail::bare<decltype(v)>;
  auto result = empty<typename V::value_type>(detail::shape_without(v, which));
  amin(v, which, result);
  return result;
}

/// Positions and values of the largest: `auto [ids, values] = argmax_max(x, axis<0>);`.
template <class I, class T, int R>
struct positions_and_values {
  tensor<I, R> ids;
  tensor<T, R> values;
};

/// The position of the largest value along an axis, and that value. Python: `values, ids = torch.max(x, dim=N)`.
template <class I = i64, class X, int N>
auto argmax_max(const X& x, detail::axis_tag<N> which) {
  constexpr int R = detail::rank_of<const X> - 1;
  using T = detail::value_of<const X>;
  const index_array<R> shape = detail::shape_without(x, which);
  positions_and_values<I, T, R> result{empty<I>(shape), empty<T>(shape)};
  argmax_max(x, which, result.ids, result.values);
  return result;
}

/// The k largest values along an axis, from the largest on, and their positions:
/// `auto [values, ids] = topk(x, 5, axis<-1>);`.
template <class T, class I, int R>
struct values_and_positions {
  tensor<T, R> values;
  tensor<I, R> ids;
};

/// The k largest along an axis. Python: `values, ids = torch.topk(x, k, dim=N)`.
template <class I = i64, class X, int N = -1>
auto topk(const X& x, index k, detail::axis_tag<N> which = {}) {
  constexpr int R = detail::rank_of<const X>;
  using T = detail::value_of<const X>;
  const auto v = detail::as_const_view(x);
  index_array<R> shape = v.shape();
  index& length = shape[detail::axis_index<N, R>()];
  if (k < 0 || k > length) {
    detail::raise_if_failed(status::failure(errc::value_error, "topk: k = ", k, "; axis ", N, " of an array of shape ",
                                            v.shape(), " has ", length, " positions"));
  }
  length = k;
  values_and_positions<T, I, R> result{empty<T>(shape), empty<I>(shape)};
  topk(v, which, result.values, result.ids);
  return result;
}

/// x > t as 1 and 0. Python: `(x > t).astype(np.uint8)`.
template <class X>
auto threshold(const X& x, detail::value_of<const X> t) {
  const auto v = detail::as_const_view(x);
  auto result = empty<u8>(v.shape());
  threshold(v, t, result);
  return result;
}

/// How often each label comes, up to the largest or to minlength. Python: `np.bincount(labels.ravel(), minlength=n)`.
template <class X>
auto bincount(const X& labels, index minlength = 0) {
  const auto v = detail::as_const_view(labels);
  index largest = -1;
  detail::raise_if_failed(detail::largest_label(v, largest));
  tensor<i64, 1> result(index_array<1>(largest < minlength ? minlength : largest + 1));
  bincount(v, result);
  return result;
}

/// e^(x - max) / sum along an axis; the shape stays. Python: `torch.softmax(x, dim=N)`.
template <class X, int N>
auto softmax(const X& x, detail::axis_tag<N> which) {
  const auto v = detail::as_const_view(x);
  auto result = empty<f32>(v.shape());
  softmax(v, which, result);
  return result;
}

/// x - max - log of the sum of e^(x - max) along an axis; the shape stays. Python: `torch.log_softmax(x, dim=N)`.
template <class X, int N>
auto log_softmax(const X& x, detail::axis_tag<N> which) {
  const auto v = detail::as_const_view(x);
  auto result = empty<f32>(v.shape());
  log_softmax(v, which, result);
  return result;
}

/// 1 / (1 + e^-x) of each element. Python: `torch.sigmoid(x)`.
template <class X>
auto sigmoid(const X& x) {
  const auto v = detail::as_const_view(x);
  auto result = empty<f32>(v.shape());
  sigmoid(v, result);
  return result;
}

/// The class with the largest interpolated logit at each pixel of the upsampled map, or of options.crop.
/// Python: `F.interpolate(logits[None], (h, w), mode="bilinear")[0].argmax(0)` for like::torch::bilinear.
template <class I = u8, class X, class Contract>
auto upsample_argmax(const X& logits, hw size, const Contract& contract, const upsample_options& options = {}) {
  const upsample_crop& part = options.crop;
  const bool whole = part.height == 0 && part.width == 0;
  index_array<2> shape = whole ? index_array<2>(size.h, size.w) : index_array<2>(part.height, part.width);
  for (index& side : shape.value) side = side < 0 ? 0 : side;  // such a size is refused below
  auto result = empty<I>(shape);
  upsample_argmax(logits, size, contract, options, result);
  return result;
}

}  // namespace eido
