// SPDX-License-Identifier: MIT
#pragma once

#include "byte_order.hpp"

namespace eido::inline EIDO_ABI::detail {

enum class jpeg_end { complete, stopped, truncated };

/// Calls segment(marker, data, size) for every marker segment of a JPEG file, up to its EOI marker or until it returns
/// false. Entropy-coded data is stepped over, not read.
template <class Segment>
jpeg_end walk_jpeg(const u8* data, index size, Segment segment) noexcept {
  index at = 2;  // behind SOI
  for (;;) {
    // 0xff bytes may be repeated before a marker; other bytes between segments are passed over, as libjpeg does
    while (at < size && data[at] != 0xff) ++at;
    while (at < size && data[at] == 0xff) ++at;
    if (at >= size) return jpeg_end::truncated;
    const int marker = data[at++];
    if (marker == 0xd9) return jpeg_end::complete;
    if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8)) continue;  // stuffed byte, TEM, RST, SOI
    if (size - at < 2) return jpeg_end::truncated;
    const index length = big16(data + at);
    if (length < 2 || length > size - at) return jpeg_end::truncated;
    if (!segment(marker, data + at + 2, length - 2)) return jpeg_end::stopped;
    at += length;
  }
}

/// SOF0 .. SOF15 except the three markers among them that are something else.
constexpr bool is_start_of_frame(int marker) noexcept {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

}  // namespace eido::detail
