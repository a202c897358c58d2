// SPDX-License-Identifier: MIT
#pragma once

#include "../geometry/sizes.hpp"
#include "../like/normalize.hpp"
#include "../resize.hpp"

// The stages of compose(). Each is what the Python transform of its name holds before it sees an image.

namespace eido::inline EIDO_ABI {
namespace detail {

/// A stage that is not there.
struct no_stage {};

template <class Contract>
struct short_stage {
  index edge;
  Contract contract;
  resize_options options;
};

template <class Contract>
struct crop_stage {
  hw size;
  Contract contract;
};

struct tensor_stage {};
struct planes_stage {};

template <class Contract>
struct norm_stage {
  norm values;
  Contract contract;
};

/// Where a stage stands in a recipe.
enum class stage_place : u8 { none, resize, crop, tensor, normalize, planes };
template <class S>
inline constexpr stage_place place_of = stage_place::none;
template <class C>
inline constexpr stage_place place_of<resize_spec<C>> = stage_place::resize;
template <class C>
inline constexpr stage_place place_of<short_stage<C>> = stage_place::resize;
template <class C>
inline constexpr stage_place place_of<crop_stage<C>> = stage_place::crop;
template <>
inline constexpr stage_place place_of<tensor_stage> = stage_place::tensor;
template <class C>
inline constexpr stage_place place_of<norm_stage<C>> = stage_place::normalize;
template <>
inline constexpr stage_place place_of<planes_stage> = stage_place::planes;

}  // namespace detail

/// Stages put together by compose(). Resize and Crop are stages or absent.
template <class Resize, class Crop, bool ToTensor, bool Normalizes, bool Planes>
struct recipe {
  static constexpr bool is_tensor = ToTensor;
  static constexpr bool has_values = ToTensor || Normalizes;
  static constexpr bool has_planes = Planes;
  static constexpr detail::stage_place last = Planes && !ToTensor ? detail::stage_place::planes
                                              : Normalizes        ? detail::stage_place::normalize
                                              : ToTensor          ? detail::stage_place::tensor
                                              : detail::place_of<Crop> != detail::stage_place::none
                                                  ? detail::stage_place::crop
                                                  : detail::place_of<Resize>;
  Resize resize;
  Crop crop;
  norm values;

  /// The image through all stages, as a tensor, with eidograph.hpp. Python: `transform(img)`.
  template <class X>
  auto operator()(const X& img) const {
    constexpr bool has_tensors = requires { run_recipe(*this, img); };
    static_assert(has_tensors,
                  "eidograph: transform(img) makes a tensor: include <eidograph/eidograph.hpp>, or make a plan");
    if constexpr (has_tensors) return run_recipe(*this, img);
  }
};

namespace detail {

inline constexpr norm unchanged{{0.0}, {1.0}};

template <class R, class C, bool T, bool N, bool P, class Stage>
constexpr auto then(const recipe<R, C, T, N, P>& r, const Stage& stage) noexcept {
  constexpr stage_place at = place_of<Stage>;
  static_assert(at != stage_place::none,
                "eidograph: compose takes the stages resize, resize_short, center_crop, to_tensor, normalize, to_chw");
  static_assert(
      at > recipe<R, C, T, N, P>::last || at == stage_place::none,
      "eidograph: the order of a recipe is resize or resize_short, center_crop, to_tensor, normalize, to_chw, "
      "each once at most");
  static_assert(!(T && at == stage_place::planes), "eidograph: to_tensor puts channels first already");
  if constexpr (at == stage_place::resize) {
    return recipe<Stage, C, T, N, P>{stage, r.crop, r.values};
  } else if constexpr (at == stage_place::crop) {
    return recipe<R, Stage, T, N, P>{r.resize, stage, r.values};
  } else if constexpr (at == stage_place::tensor) {
    return recipe<R, C, true, N, true>{r.resize, r.crop, r.values};
  } else if constexpr (at == stage_place::normalize) {
    return recipe<R, C, T, true, P>{r.resize, r.crop, stage.values};
  } else {
    return recipe<R, C, T, N, true>{r.resize, r.crop, r.values};
  }
}

constexpr auto compose_from(const auto& made) noexcept { return made; }
template <class Made, class Stage, class... Rest>
constexpr auto compose_from(const Made& made, const Stage& stage, const Rest&... rest) noexcept {
  return compose_from(then(made, stage), rest...);
}

}  // namespace detail

/// The short side to `edge`, the ratio kept. Python: torchvision `Resize(edge)`.
template <detail::resize_contract Contract>
constexpr detail::short_stage<Contract> resize_short(index edge, Contract contract,
                                                     const resize_options& options = {}) noexcept {
  return {edge, contract, options};
}

/// The middle; zeros around it where the image is smaller. Python: `CenterCrop(size)`.
template <class Contract>
constexpr detail::crop_stage<Contract> center_crop(hw size, Contract contract) noexcept {
  static_assert(
      requires { contract.first(index(), index()); },
      "eidograph: center_crop takes a contract such as like::torchvision::center_crop");
  return {size, contract};
}

/// Bytes / 255 as f32, channels first. Python: `ToTensor()`.
constexpr detail::tensor_stage to_tensor(const like::torchvision::to_tensor_contract&) noexcept { return {}; }

/// (x - mean) / std; bytes that no to_tensor has divided by 255 are so first. Python: `Normalize(mean, std)`.
template <class Contract>
constexpr detail::norm_stage<Contract> normalize(const norm& values, Contract contract) noexcept {
  static_assert(std::is_same_v<Contract, like::torchvision::normalize_contract>,
                "eidograph: normalize takes a contract such as like::torchvision::normalize");
  return {values, contract};
}

/// Channels first. Python: `x.transpose(2, 0, 1)`.
constexpr detail::planes_stage to_chw() noexcept { return {}; }

/// One after another, in this order and each once at most: resize or resize_short, center_crop, to_tensor, normalize,
/// to_chw. Python: torchvision `Compose([...])`.
template <class... Stages>
constexpr auto compose(const Stages&... stages) noexcept {
  static_assert(sizeof...(Stages) > 0, "eidograph: compose takes at least one stage");
  return detail::compose_from(
      recipe<detail::no_stage, detail::no_stage, false, false, false>{{}, {}, detail::unchanged}, stages...);
}

}  // namespace eido
