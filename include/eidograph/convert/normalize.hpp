// SPDX-License-Identifier: MIT
#pragma once

#include "../like/normalize.hpp"
#include "../view/axes.hpp"
#include "convert.hpp"
#include "normalize_kernels.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

inline f32 normalized(const like::torchvision::normalize_contract&, f32 x, f32 mean, f32 std) noexcept {
  return (x - mean) / std;
}

template <class T>
f32 as_unit(T x) noexcept {
  if constexpr (std::is_same_v<T, u8>) {
    return static_cast<f32>(x) / 255.0f;
  } else {
    return x;
  }
}

/// One channel at a time, any strides, in plain code.
template <class Contract, class T, int R>
void normalize_channel(const Contract& contract, f32 mean, f32 std, const view<const T, R>& src,
                       const view<f32, R>& dst) noexcept {
  if constexpr (std::is_same_v<T, u8>) {
    f32 table[256];  // every byte's result, so that the loop divides nothing
    for (int x = 0; x < 256; ++x) table[x] = normalized(contract, as_unit(static_cast<u8>(x)), mean, std);
    for_each_element([&table](f32& d, u8 s) { d = table[s]; }, dst, src);
  } else {
    convert_runs(
        dst, src, [=](const f32* x, index n, f32* out) { kernels::normalize_floats(x, n, mean, std, out); },
        [&](f32 x) { return normalized(contract, x, mean, std); });
  }
}

/// Interleaved bytes, whole pixels at a time, to planes or to interleaved floats; false where they lie otherwise.
/// src and dst are the arrays without their channel axis, whose strides are given.
template <int R>
bool normalize_pixels(const norm& values, int channels, const view<const u8, R>& src, index src_channel,
                      const view<f32, R>& dst, index dst_channel) noexcept {
  f32 mean[4], std[4];
  bool multiply = true, taken = true;
  if (channels > 4 || (channels > 1 && src_channel != 1)) return false;
  for (int c = 0; c < channels; ++c) {
    mean[c] = values.mean[values.channels == 1 ? 0 : c];
    std[c] = values.std[values.channels == 1 ? 0 : c];
    multiply = multiply && kernels::normalize_multiplies(mean[c], std[c]);
  }
  loop_nest<R, 2>(dst, src).for_each_run([&](index count, const index_array<2>& offset, const index_array<2>& stride) {
    f32* const d = dst.data() + offset[0];
    const u8* const s = src.data() + offset[1];
    if (!taken || stride[1] != channels) {
      taken = false;
    } else if (stride[0] == 1) {
      f32* planes[4];
      for (int c = 0; c < channels; ++c) planes[c] = d + c * dst_channel;
      kernels::normalize_planes(s, count, channels, multiply, mean, std, planes);
    } else if (stride[0] == channels && dst_channel == 1) {
      kernels::normalize_pixels(s, count, channels, multiply, mean, std, d);
    } else {
      taken = false;
    }
  });
  return taken;
}

template <class Contract>
inline constexpr bool is_normalize_contract = false;
template <>
inline constexpr bool is_normalize_contract<like::torchvision::normalize_contract> = true;

}  // namespace detail

/// dst = (x - mean) / std per channel, in the contract's order of float operations; bytes are divided by 255 first.
/// Python: `T.Normalize(mean, std)(x)` for f32, `T.Normalize(mean, std)(T.ToTensor()(x))` for u8, up to the layout.
/// x: u8 or f32 with channels along `axis`; dst: f32 of the same shape. Any strides: to write planes from an
/// interleaved image give `rearrange<"c h w -> h w c">(dst)`. dst may be x itself.
/// Exactness: the bits of true divisions, on every CPU.
/// Errors: errc::shape_error when shapes differ; errc::value_error when the channel count is not norm's, a std is 0, or
/// dst partly overlaps x. Allocates nothing.
template <class S, class Contract, int N, class D>
status try_normalize(const S& x, const norm& values, Contract contract, detail::axis_tag<N>, D&& dst) noexcept {
  static_assert(detail::is_normalize_contract<Contract>,
                "eidograph: normalize takes a contract such as like::torchvision::normalize");
  const auto src = detail::as_const_view(x);
  const auto out = detail::as_output(std::forward<D>(dst));
  using T = typename detail::bare<decltype(src)>::value_type;
  constexpr int R = detail::bare<decltype(src)>::rank, at = detail::axis_index<N, R>();
  static_assert(std::is_same_v<T, u8> || std::is_same_v<T, f32>, "eidograph: normalize takes u8 or f32");
  static_assert(std::is_same_v<typename detail::bare<decltype(out)>::value_type, f32>,
                "eidograph: normalize writes f32");
  if (status s = detail::check_elementwise("normalize", "x", src, out); !s) return s;
  if (values.channels != 1 && values.channels != src.shape(at)) {
    return status::failure(errc::value_error, "normalize: norm has ", values.channels, " channels but axis ", N,
                           " of an array of shape ", src.shape(), " has ", src.shape(at));
  }
  for (int c = 0; c < values.channels; ++c) {
    if (values.std[c] == 0) return status::failure(errc::value_error, "normalize: std of channel ", c, " is 0");
  }
  if constexpr (std::is_same_v<T, u8>) {
    const auto pixels = detail::without_axis(src, at);
    const int channels = src.shape(at) < 5 ? static_cast<int>(src.shape(at)) : 5;
    if (channels > 0 && detail::normalize_pixels(values, channels, pixels, src.stride(at),
                                                 detail::without_axis(out, at), out.stride(at))) {
      return {};
    }
  }
  for (index c = 0; c < src.shape(at); ++c) {
    const index from = values.channels == 1 ? 0 : c;
    index_array<R> one = src.shape();
    one[at] = 1;
    detail::normalize_channel(contract, values.mean[from], values.std[from],
                              view<const T, R>(src.data() + c * src.stride(at), one, src.strides()),
                              view<f32, R>(out.data() + c * out.stride(at), one, out.strides()));
  }
  return {};
}

/// The same with channels along the last axis.
template <class S, class Contract, class D>
status try_normalize(const S& x, const norm& values, Contract contract, D&& dst) noexcept {
  return try_normalize(x, values, contract, axis<-1>, std::forward<D>(dst));
}

#if EIDO_EXCEPTIONS
template <class S, class Contract, int N, class D>
void normalize(const S& x, const norm& values, Contract contract, detail::axis_tag<N> channels, D&& dst) {
  detail::raise_if_failed(try_normalize(x, values, contract, channels, std::forward<D>(dst)));
}
template <class S, class Contract, class D>
void normalize(const S& x, const norm& values, Contract contract, D&& dst) {
  detail::raise_if_failed(try_normalize(x, values, contract, std::forward<D>(dst)));
}
#endif

}  // namespace eido
