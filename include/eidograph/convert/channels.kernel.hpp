// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, before copy.kernel.hpp.

// Interleaved pixels to planes and back. T is an integer of the elements' size: they are moved as bytes, never looked
// at as a T, because they may be floats.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

struct stores {
  template <class T, class Register>
  void operator()(T* p, Register a) const noexcept {
    v::store(p, a);
  }
};
/// The same at multiples of a register's size. A result that no cache holds is not read into it first, and no other
/// memory leaves it.
struct past_caches {
  template <class T, class Register>
  void operator()(T* p, Register a) const noexcept {
    v::stream(p, a);
  }
};

template <class T>
using register_of = decltype(v::load(static_cast<const T*>(nullptr)));
template <class T>
inline constexpr index lanes_of = static_cast<index>(sizeof(register_of<T>) / sizeof(T));

/// How many registers of each channel are moved together, where that costs no more than moving one.
using one_register = ::std::integral_constant<int, 1>;
using some_registers = ::std::integral_constant<int, v::splits_channels ? 2 : 1>;

/// Pixels of `Channels` elements.
template <int Channels, class T>
static inline void split(const T* src, index pixels, T* const* planes, bool streams) noexcept {
  constexpr index step = lanes_of<T>;
  const index aligned = to_boundary(planes[0], sizeof(register_of<T>));
  T* to[Channels];  // the bytes that are stored may be anything but these
  EIDO_UNROLL
  for (int c = 0; c < Channels; ++c) {
    to[c] = planes[c];
    streams = streams && to_boundary(to[c], sizeof(register_of<T>)) == aligned;
  }
  const auto move = [=](index at, auto put, auto count) __attribute__((always_inline)) {
    register_of<T> first[Channels], second[Channels];
    v::load_channels(src + at * Channels, first);
    if constexpr (count > 1) v::load_channels(src + (at + step) * Channels, second);
    EIDO_UNROLL
    for (int c = 0; c < Channels; ++c) {
      put(to[c] + at, first[c]);
      if constexpr (count > 1) put(to[c] + at + step, second[c]);
    }
  };
  if (pixels < step) {
    for (index at = 0; at < pixels; ++at) {
      for (int c = 0; c < Channels; ++c) ::std::memcpy(to[c] + at, src + at * Channels + c, sizeof(T));
    }
    return;
  }
  move(0, stores(), one_register());
  const auto rest = [=](auto put) __attribute__((always_inline)) {
    constexpr some_registers some{};
    index at = aligned;
    for (; at + some * step <= pixels; at += some * step) move(at, put, some);
    if (some > 1 && at + step <= pixels) move(at, put, one_register()), at += step;
    if (at < pixels) move(pixels - step, stores(), one_register());  // some again
  };
  streams ? rest(past_caches()) : rest(stores());
}

/// The way back.
template <int Channels, class T>
static inline void merge(const T* const* planes, index pixels, T* out, bool streams) noexcept {
  constexpr index step = lanes_of<T>;
  const T* from[Channels];
  EIDO_UNROLL
  for (int c = 0; c < Channels; ++c) from[c] = planes[c];
  const auto move = [=](index at, auto put, auto count) __attribute__((always_inline)) {
    register_of<T> first[Channels], second[Channels];
    EIDO_UNROLL
    for (int c = 0; c < Channels; ++c) {
      first[c] = v::load(from[c] + at);
      if constexpr (count > 1) second[c] = v::load(from[c] + at + step);
    }
    put(out + at * Channels, first);
    if constexpr (count > 1) put(out + (at + step) * Channels, second);
  };
  const auto store = [](T* to, const register_of<T>(&made)[Channels]) { v::store_channels(to, made); };
  if (pixels < step) {
    for (index at = 0; at < pixels; ++at) {
      for (int c = 0; c < Channels; ++c) ::std::memcpy(out + at * Channels + c, from[c] + at, sizeof(T));
    }
    return;
  }
  constexpr some_registers some{};
  index at = 0;
  if constexpr (Channels == 3) {
    const auto stream = [](T* to, const register_of<T>(&made)[3]) { v::stream_channels(to, made); };
    const auto is_aligned = [&] { return to_boundary(out + at * 3, sizeof(register_of<T>)) == step; };
    if (streams) {
      move(0, store, one_register());
      while (at < step && !is_aligned()) ++at;
      for (const bool aligned = is_aligned(); aligned && at + step <= pixels; at += step) {
        move(at, stream, one_register());
      }
    }
  }
  for (; at + some * step <= pixels; at += some * step) move(at, store, some);
  if (some > 1 && at + step <= pixels) move(at, store, one_register()), at += step;
  if (at < pixels) move(pixels - step, store, one_register());  // some again
}

template <class T>
static inline void split_any(const T* src, index pixels, int channels, T* const* planes, bool streams) noexcept {
  switch (channels) {
    case 2: return split<2>(src, pixels, planes, streams);
    case 3: return split<3>(src, pixels, planes, streams);
    default: return split<4>(src, pixels, planes, streams);
  }
}

template <class T>
static inline void merge_any(const T* const* planes, index pixels, int channels, T* out, bool streams) noexcept {
  switch (channels) {
    case 2: return merge<2>(planes, pixels, out, streams);
    case 3: return merge<3>(planes, pixels, out, streams);
    default: return merge<4>(planes, pixels, out, streams);
  }
}

/// n pixels of three elements in another order: Swap turns the elements of each round, Back all pixels. The last
/// register overlaps the one before it.
template <bool Swap, bool Back, class T>
static inline void turn_threes(const T* src, index n, T* out) noexcept {
  constexpr index step = lanes_of<T>;
  const auto move = [=](index at) __attribute__((always_inline)) {
    register_of<T> x[3];
    v::load_channels(src + 3 * at, x);
    if constexpr (Back) {
      EIDO_UNROLL
      for (int c = 0; c < 3; ++c) x[c] = v::reverse(x[c]);
    }
    const register_of<T> y[3] = {x[Swap ? 2 : 0], x[1], x[Swap ? 0 : 2]};
    v::store_channels(out + 3 * (Back ? n - step - at : at), y);
  };
  index at = 0;
  for (; at + 2 * step <= n; at += 2 * step) move(at), move(at + step);
  if (at + step <= n) move(at), at += step;
  if (at < n) move(n - step);
}

/// False where a register holds more than n pixels, or takes no channels apart.
template <class T>
static inline bool turn_run(const T* src, index n, bool swap, bool back, T* out) noexcept {
  if constexpr (v::splits_channels) {
    if (n < lanes_of<T>) return false;
    if (swap) {
      back ? turn_threes<true, true>(src, n, out) : turn_threes<true, false>(src, n, out);
    } else {
      turn_threes<false, true>(src, n, out);
    }
    return true;
  }
  return false;
}

}  // namespace eido::kernels::EIDO_TIER
