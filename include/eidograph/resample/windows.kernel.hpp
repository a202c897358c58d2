// SPDX-License-Identifier: MIT
// Included once for each tier, see windows_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

inline constexpr int blocks_of_register = v::lanes / 4;

/// One block from each of the places row + offset[0], row + offset[Step] ...
template <int Step = 1>
static inline v::u8s load_windows(const u8* row, const i32* offset) noexcept {
  const u8* at[v::lanes];
  at[0] = row + offset[0];
  if constexpr (v::lanes > 4) at[4] = row + offset[Step];
  if constexpr (v::lanes > 8) at[8] = row + offset[2 * Step], at[12] = row + offset[3 * Step];
  for (int k = 4; k < blocks_of_register; ++k) at[4 * k] = row + offset[k * Step];  // loops of 4 stay loops at -O2
  return v::load_blocks(at, 0);
}

/// The windows of a register. Wide, they all lie in the 64 bytes from the first one's place on, and the places of
/// bytes count from there.
template <bool Wide>
struct register_windows {
  v::u8s at;

  register_windows(const u8* row, const i32* offset) noexcept : at(from(row, offset)) {}
  v::u8s bytes(v::u8s places) const noexcept {
    if constexpr (Wide) return v::permute_bytes(at, places);
    return v::shuffle_in_blocks(at, places);
  }
  /// Of two bytes the first one's place is looked at.
  v::u8s words(v::u8s places) const noexcept {
    if constexpr (Wide) return v::permute_to_words(at, places);
    return v::shuffle_in_blocks(at, places);
  }

 private:
  static v::u8s from(const u8* row, const i32* offset) noexcept {
    if constexpr (Wide) return v::load(row + *offset);
    return load_windows(row, offset);
  }
};

/// make(flag) where flag.value says whether windows are wide.
template <class Make>
static inline void with_width(bool wide, Make make) noexcept {
  if (v::has_permute_bytes && wide) return make(::std::bool_constant<v::has_permute_bytes>{});
  make(::std::false_type{});
}

/// Two rows at once, so that what belongs to a place is loaded once. By name, not in arrays: loops over arrays of
/// registers are not unrolled at -O2.
struct row_pair {
  const u8 *upper, *lower;
};

}  // namespace eido::kernels::EIDO_TIER
