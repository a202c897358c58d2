// SPDX-License-Identifier: MIT
#pragma once

#include "paint.hpp"

// Color maps: a color for each of the 256 values of a byte.

namespace eido::inline EIDO_ABI {

/// OpenCV's color maps of these names; gray is the value itself three times.
enum class cmap : u8 { gray, jet, viridis, turbo, hot };

namespace detail {

/// A smooth table: the first color, the step to the second, and how the steps change after that, channel by channel, -3
/// to 4, two in a character. tests/overlay/make_colormaps.py writes it.
struct smooth_colors {
  int first[3], step[3];
  const char* changes;

  constexpr void fill(color (&out)[256]) const noexcept {
    for (int c = 0; c < 3; ++c) {
      int value = first[c], by = step[c];
      for (int i = 0; i < 256; ++i) {
        out[i].value[c] = static_cast<u8>(value);
        value += by;
        const int at = 254 * c + i;
        if (i < 254) by += ((changes[at / 2] - '*') >> (at % 2 == 0 ? 3 : 0)) % 8 - 3;
      }
    }
  }
};

inline constexpr smooth_colors viridis_colors{
    {68, 1, 84},
    {0, 1, 2},
    R"(LLELEF=EEEEEEE>EDMDM>DLM>>>>DLLLLLLLLLLLLM>>>DLM>>DM>>DM>DLM>DMDM>EEDMLEELLLMDMEF=F>>>>DMEEEEEEELELF)"
    R"(=LLLLLLM>>DM>DM>DM>DLM>>>=LLLLLLLLF=F=LELF=ELELEF=EF=EELEEEEF=EEEEEEEEEEEDMEEEEEEEDMEEEEEEE>EEEEEEE>)"
    R"(EEEEEDMEEEDMEE>EE>EDMDMDM>E>>DM>>>>>>>>>=LF>=LF=LF=F=L>>=LLF=F=EF=EEDME>E>DLLLLLF=LELELEELEEEF=EEEEE)"
    R"(EEEEEEEEEEEEEDMEE>EDMDM>DM>>>DF>>=LELELEEEEEEEEDMDM>DM>>>=LLF=LF=F=F>=M>EF>F>EELM)"};

inline constexpr smooth_colors turbo_colors{
    {48, 18, 59},
    {2, 3, 8},
    R"(=EEEEEDM>>DF=LEF=EDME>=EDLLLEF=F=LM>F=MEF>LLN>>EF>>E>EEEEDM>>=DM>DM>>>>>=LEEEEDLLLEEE>>>=EEEDLLLF=EE)"
    R"(EE>E>>>=LEEEEDM>>>=F=EEDMDLEEEE>EE>E>E>DM>>DLLLLLLLLLLM=LLLF=EF=>EDM=LLELEEEEDM>DLLELEEDM>>>=EEE>DLL)"
    R"(F=LEEEEEEE>EDLLLEF=EEEEEEEEELF>>EEEEEEEF=LF>>>DM>E>EEE=EE=L>DLE>DEE>=EDLEEDEDLDLEDLLE>DLLLF=LF>DM=LE)"
    R"(EDM>DM>>E>EELFDMLLMELLMEEELF>=LLF=EEE>DELEEE>EDM>DMDMDMEEEF=LF>>>DM>DME>EEEEEELEF)"};

inline constexpr smooth_colors hot_colors{
    {0, 0, 0},
    {2, 0, 0},
    R"(M=M=LLM=M=LLM=M=M=M=M=LLM=M=M=M=M=M=M=M=M=M>>=M>>==>=EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE)"
    R"(EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEUEF>=M=M=M=M=M=M=M=M=M=)"
    R"(M=M=M=M=M=M=M=M=M=M=M=M=M=M==DEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE)"
    R"(EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEGMFMEEEEEEEEEEEEEEEEEEEEEEE)"};

/// Straight lines of slope 4, but for one byte.
constexpr void fill_jet(color (&out)[256]) noexcept {
  const auto peak = [](int up, int down) {
    const int x = up < down ? up : down;
    return x < 0 ? 0 : x > 255 ? 255 : x;
  };
  for (int i = 0; i < 256; ++i) {
    out[i] = color(peak(4 * i - 382, 1148 - 4 * i), peak(4 * i - 128, 892 - 4 * i), peak(4 * i + 128, 638 - 4 * i));
  }
  out[159].value[2] = 1;
}

}  // namespace detail

/// The 256 colors of a map, in the order R, G, B.
constexpr palette colors_of(cmap map) noexcept {
  color all[256];
  switch (map) {
    case cmap::jet: detail::fill_jet(all); break;
    case cmap::viridis: detail::viridis_colors.fill(all); break;
    case cmap::turbo: detail::turbo_colors.fill(all); break;
    case cmap::hot: detail::hot_colors.fill(all); break;
    default:
      for (int i = 0; i < 256; ++i) all[i] = color(i, i, i);
  }
  return palette(all);
}

/// dst = the color of each value. Python: `cv2.applyColorMap(x, cv2.COLORMAP_JET)[..., ::-1]`: RGB; for OpenCV's order
/// give `flip(dst, axis<2>)`. x: u8 (h, w). dst: u8 (h, w, 3), apart from x; any strides. Errors: errc::shape_error,
/// errc::value_error (overlap); dst is untouched then. Allocates nothing.
template <class X, class D>
status try_colormap(const X& x, cmap map, D&& dst) noexcept {
  static_assert(std::is_same_v<detail::value_of<const X>, u8>,
                "eidograph: colormap takes bytes: normalize and saturate first");
  return detail::colorize("colormap", "x", detail::as_const_view(x), colors_of(map),
                          detail::as_output(std::forward<D>(dst)));
}

#if EIDO_EXCEPTIONS
template <class X, class D>
void colormap(const X& x, cmap map, D&& dst) {
  detail::raise_if_failed(try_colormap(x, map, std::forward<D>(dst)));
}
#endif

}  // namespace eido
