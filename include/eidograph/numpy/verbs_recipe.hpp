// SPDX-License-Identifier: MIT
#pragma once

#include "../recipe.hpp"
#include "create.hpp"

namespace eido::inline EIDO_ABI {

namespace detail {

/// All that a recipe's plan depends on beside its types.
struct recipe_key {
  plan_key rows;
  rect crop;  // of the resized image, perhaps all of it
  bool has_values;
  norm values;

  bool can_be_compared() const noexcept { return rows.can_be_compared(); }
  friend bool operator==(const recipe_key&, const recipe_key&) noexcept = default;
};

}  // namespace detail

/// What `transform(img)` makes, see recipe: an image through all stages, as a tensor. Its shape is (h, w), (h, w,
/// channels), or channels first after to_tensor and to_chw. The thread keeps the plan for images of the same shape, see
/// forget_plans. Errors: those of plan(). Allocates the result and what the plan holds.
template <class R, class C, bool ToTensor, bool N, bool P, class X>
auto run_recipe(const recipe<R, C, ToTensor, N, P>& stages, const X& img) {
  const auto v = detail::as_const_view(img);
  constexpr int rank = detail::rank_of<const X>;
  static_assert(rank == 2 || rank == 3, "eidograph: an image has rank 2 (h, w) or 3 (h, w, channels)");
  using T = detail::value_of<const X>;
  const auto pixels = detail::as_image(v);
  using out = detail::result_of<T, recipe<R, C, ToTensor, N, P>>;
  const auto image = source::of<T>(pixels.shape(0), pixels.shape(1), pixels.shape(2));
  detail::kept<recipe_plan<T, out, P>, detail::recipe_key> made;
  detail::raise_if_failed(
      detail::with_stages<T>(stages, hw(image.h, image.w), [&](const auto& spec, const rect* crop, const norm* values) {
        const detail::recipe_key key{detail::plan_key(spec, image, false),
                                     crop ? *crop : rect{0, 0, spec.size.h, spec.size.w}, values != nullptr,
                                     values ? *values : norm::half};
        return made.find(key, [&](auto& fresh) { return fresh.make(spec, crop, values, image); });
      }));
  constexpr int out_rank = P ? 3 : rank;
  index_array<out_rank> shape;
  for (int k = 0; k < out_rank; ++k) shape[k] = made->shape()[k];
  auto result = empty<out>(shape);
  detail::raise_if_failed(made->try_run(v, result));
  return result;
}

}  // namespace eido
