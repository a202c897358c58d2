// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

// Integers of a stated byte order, at any address.

constexpr u16 big16(const u8* p) noexcept { return static_cast<u16>(p[0] << 8 | p[1]); }
constexpr u16 little16(const u8* p) noexcept { return static_cast<u16>(p[1] << 8 | p[0]); }

constexpr u32 big32(const u8* p) noexcept { return u32{p[0]} << 24 | u32{p[1]} << 16 | u32{p[2]} << 8 | p[3]; }
constexpr u32 little32(const u8* p) noexcept { return u32{p[3]} << 24 | u32{p[2]} << 16 | u32{p[1]} << 8 | p[0]; }

constexpr void put_little16(u8* p, u32 value) noexcept {
  p[0] = static_cast<u8>(value & 255);
  p[1] = static_cast<u8>(value >> 8 & 255);
}

constexpr void put_little32(u8* p, u32 value) noexcept {
  put_little16(p, value);
  put_little16(p + 2, value >> 16);
}

}  // namespace eido::detail
