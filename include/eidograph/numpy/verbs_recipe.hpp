// SPDX-License-Identifier: MIT
#pragma once

#include "../recipe.hpp"
#include "create.hpp"

namespace eido::inline EIDO_ABI {

/// What `transform(img)` makes, see recipe: an image through all stages, as a tensor. Its shape is (h, w), (h, w,
/// channels), or channels first after to_tensor and to_chw. Makes the plan for each image; eido::plan() keeps it.
/// Errors: those of plan(). Allocates the result and what the plan holds.
template <class R, class C, bool ToTensor, bool N, bool P, class X>
auto run_recipe(const recipe<R, C, ToTensor, N, P>& stages, const X& img) {
  const auto v = detail::as_const_view(img);
  constexpr int rank = detail::rank_of<const X>;
  static_assert(rank == 2 || rank == 3, "eidograph: an image has rank 2 (h, w) or 3 (h, w, channels)");
  using T = detail::value_of<const X>;
  const auto pixels = detail::as_image(v);
  auto made = plan(stages, source::of<T>(pixels.shape(0), pixels.shape(1), pixels.shape(2)));
  constexpr int out_rank = P ? 3 : rank;
  index_array<out_rank> shape;
  for (int k = 0; k < out_rank; ++k) shape[k] = made.shape()[k];
  auto result = empty<detail::result_of<T, recipe<R, C, ToTensor, N, P>>>(shape);
  made.run(v, result);
  return result;
}

}  // namespace eido
