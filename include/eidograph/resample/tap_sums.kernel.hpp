// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind cv2_across.kernel.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// A row of which 16 bytes may be read from anywhere: behind its end there are zeros.
struct ended_row {
  const u8* row;
  index bytes;
  u8 end[32];  // the last 16 bytes and 16 zeros

  void set(const void* from, index n) noexcept {
    row = static_cast<const u8*>(from);
    bytes = n;
    const index kept = n < 16 ? n : 16;
    ::std::memset(end, 0, sizeof end);
    ::std::memcpy(end + 16 - kept, row + n - kept, static_cast<std::size_t>(kept));
  }
  /// 16 bytes from each place `skip` behind what first[] says.
  __attribute__((noinline)) void copy(const i32* first, int count, index skip, u8* to) const noexcept {
    for (int i = 0; i < count; ++i, to += 16) {
      const index at = first[i] + skip;
      ::std::memcpy(to, at + 16 <= bytes ? row + at : end + 16 + (at < bytes ? at - bytes : 0), 16);
    }
  }
};

/// How sums over taps of elements T come into lanes. Taps are read in windows of 16 bytes of the row.
///   one or two channels    a lane is an output: windows of `lanes` outputs are turned, so that a register has the same
///                          quarter of all of them
///   three or four          a block is an output, a lane one of its channels
template <class T, int Channels>
struct sum_lanes {
  static constexpr bool turned = Channels <= 2;
  static constexpr int channels = Channels;
  static constexpr int pixel = Channels * static_cast<int>(sizeof(T));
  static constexpr int taps = 16 / pixel;  // of a window
  static constexpr int outputs = turned ? v::lanes : blocks_of_register;
  static constexpr int registers = turned ? 4 : 1;    // of a window
  static constexpr int sums = turned ? Channels : 1;  // registers of them
  static constexpr int copies = turned ? 1 : 4;       // of a weight, in the tables
  static constexpr int rows = turned ? 2 : 4;         // at once
  static constexpr int places = sizeof(T) > 1 ? 1 : turned ? 4 : taps;

  struct tables {
    u8 apart[4 * v::lanes] = {}, place[places][4 * v::lanes] = {};

    constexpr tables() noexcept {
      for (int i = 0; i < 4 * v::lanes; ++i) {
        const int lane = i % 16 / 4;
        const bool taken = i % 4 == 0 && (turned || lane < Channels);
        apart[i] = static_cast<u8>(i % 8 * 2 + i % 16 / 8);
        for (int k = 0; k < places; ++k) {
          place[k][i] = taken ? static_cast<u8>(turned ? 4 * lane + k : k * Channels + lane) : u8(128);
        }
      }
    }
  };
  v::u8s apart, place[places];

  sum_lanes() noexcept {
    static constexpr tables made;
    apart = v::load(made.apart);
    EIDO_UNROLL for (int k = 0; k < places; ++k) place[k] = v::load(made.place[k]);
  }

  /// The windows `skip` bytes behind what first[] says.
  template <bool Inside>
  void load(const ended_row& from, const i32* first, index skip, v::u8s (&window)[registers]) const noexcept {
    const u8* row = from.row + skip;
    u8 copy[16 * outputs];
    if constexpr (!Inside) {
      static constexpr i32 side_by_side[] = {0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240};
      from.copy(first, outputs, skip, copy);
      row = copy;
      first = side_by_side;
    }
    if constexpr (!turned) {
      window[0] = load_windows(row, first);
    } else {
      v::i32s r[4];
      EIDO_UNROLL for (int i = 0; i < 4; ++i) {
        v::u8s x = load_windows<4>(row, first + i);
        if constexpr (pixel == 2) x = v::shuffle_in_blocks(x, apart);  // eight bytes of each channel
        r[i] = v::as_i32(x);
      }
      v::transpose_blocks(r);
      EIDO_UNROLL for (int i = 0; i < 4; ++i) window[i] = v::as_u8(r[i]);
    }
  }

  static auto weights_at(const f32* w) noexcept {
    if constexpr (sizeof(T) == 1) return v::byte_weights_of(v::load(w));
    if constexpr (sizeof(T) == 4) return v::load(w);
  }
  /// Tap j of a window of floats.
  static v::f32s value(const v::u8s (&window)[registers], int j, int channel) noexcept {
    return v::as_f32(v::as_i32(window[turned ? j * Channels + channel : 0]));
  }
  /// sum + tap j * weight. Floats: what is no tap of an output has weight 0 and is left out, because 0 times an
  /// infinity is none.
  template <class Weight>
  v::f32s add(v::f32s sum, const v::u8s (&window)[registers], int j, int channel, Weight w) const noexcept {
    if constexpr (sizeof(T) == 1) {
      const int at = turned ? channel * (4 / Channels) + j / 4 : 0;
      return v::add(sum, v::byte_products(window[at], place[turned ? j % 4 : j], w));
    } else {
      const v::f32s none = v::set_f32(0.0f);
      return v::select(v::equal(w, none), sum, v::add(sum, v::mul(value(window, j, channel), w)));
    }
  }

  static void store(f32* out, const v::f32s (&sum)[sums]) noexcept {
    if constexpr (Channels == 3) {
      spreader<f32>(3).store(out, sum[0]);
    } else if constexpr (Channels != 2) {
      v::store(out, sum[0]);
    } else {
      const v::i32s bits[2] = {v::as_i32(sum[0]), v::as_i32(sum[1])};
      v::store_channels(reinterpret_cast<i32*>(out), bits);
    }
  }
  static constexpr index written = v::lanes * sums;  // by store
};

/// The sums of any number of taps, from the first to the last, as Form adds them.
struct sums_of_any {
  static constexpr int taps = 0;
  static constexpr f32 start = 0;

  sums_of_any(const tap_sums&, index) noexcept {}
  /// use(add) with what adds tap k.
  template <class Use>
  __attribute__((always_inline)) void tap(index, Use use) const noexcept {
    use([](const auto& lanes, v::f32s sum, const auto& window, int j, int channel, auto weight) {
      return lanes.add(sum, window, j, channel, weight);
    });
  }
};
/// What Mix makes of the taps of a register of outputs, of some rows.
template <bool Inside, class Mix, class Form>
__attribute__((always_inline)) static inline void mix_outputs(const Form& lanes, const tap_sums& t,
                                                              const ended_row (&row)[Form::rows], index x,
                                                              v::f32s (&sum)[Form::rows][Form::sums]) noexcept {
  const i32* first = t.first + x;
  v::f32s w[Mix::taps];
  EIDO_UNROLL for (int k = 0; k < Mix::taps; ++k) w[k] = v::load(t.weights + x * Form::copies + k * t.step);
  EIDO_UNROLL for (int r = 0; r < Form::rows; ++r) {
    if (Form::turned || r == 0) asm("" : "+r"(first));  // or g++ keeps more places than there are registers
    v::f32s tap[Form::sums][(Mix::taps + Form::taps - 1) / Form::taps * Form::taps];
    EIDO_UNROLL for (int k = 0; k < Mix::taps; k += Form::taps) {
      v::u8s window[Form::registers];
      lanes.template load<Inside>(row[r], first, k * Form::pixel, window);
      EIDO_UNROLL for (int j = 0; j < Form::taps; ++j) {
        EIDO_UNROLL for (int c = 0; c < Form::sums; ++c) tap[c][k + j] = Form::value(window, j, c);
      }
    }
    EIDO_UNROLL for (int c = 0; c < Form::sums; ++c) sum[r][c] = Mix::of(tap[c], w);
  }
}

/// The same of any number of taps, one after the other.
template <bool Inside, class Mix, class Form>
__attribute__((always_inline)) static inline void sum_outputs(const Form& lanes, const tap_sums& t,
                                                              const ended_row (&row)[Form::rows], index x,
                                                              v::f32s (&sum)[Form::rows][Form::sums]) noexcept {
  const Mix mix(t, x * Form::copies);
  const i32* first = t.first + x;
  const f32* w = t.weights + x * Form::copies;
  const index taps = t.taps, step = t.step;
  EIDO_UNROLL for (int r = 0; r < Form::rows; ++r) {
    EIDO_UNROLL for (int c = 0; c < Form::sums; ++c) sum[r][c] = v::set_f32(Mix::start);
  }
  for (index k = 0; k < taps; k += Form::taps) {
    v::u8s window[Form::rows][Form::registers];
    EIDO_UNROLL for (int r = 0; r < Form::rows; ++r) {
      if (Form::turned || r == 0) asm("" : "+r"(first));  // or g++ keeps more places than there are registers
      lanes.template load<Inside>(row[r], first, k * Form::pixel, window[r]);
    }
    EIDO_UNROLL for (int j = 0; j < Form::taps; ++j, w += step) {
      if (k + j == taps) break;
      const auto weight = Form::weights_at(w);
      mix.tap(
          k + j, [&](auto add) __attribute__((always_inline)) {
            EIDO_UNROLL for (int r = 0; r < Form::rows; ++r) {
              EIDO_UNROLL for (int c = 0; c < Form::sums; ++c) sum[r][c] =
                  add(lanes, sum[r][c], window[r], j, c, weight);
            }
          });
    }
  }
}

template <bool Inside, class Mix, class Form>
__attribute__((always_inline)) static inline void make_outputs(const Form& lanes, const tap_sums& t,
                                                               const ended_row (&row)[Form::rows], index x,
                                                               v::f32s (&sum)[Form::rows][Form::sums]) noexcept {
  if constexpr (Mix::taps > 0) {
    mix_outputs<Inside, Mix>(lanes, t, row, x, sum);
  } else {
    sum_outputs<Inside, Mix>(lanes, t, row, x, sum);
  }
}

/// Stores them, `left` values being left from there on.
template <class Form>
__attribute__((always_inline)) static inline void put_outputs(const v::f32s (&sum)[Form::rows][Form::sums],
                                                              f32* const (&out)[Form::rows], index at,
                                                              index left) noexcept {
  EIDO_UNROLL for (int r = 0; r < Form::rows; ++r) {
    if (left >= Form::written) {
      Form::store(out[r] + at, sum[r]);
    } else {
      f32 made[Form::written];
      const index some = left < Form::outputs * Form::channels ? left : Form::outputs * Form::channels;
      Form::store(made, sum[r]);
      ::std::memcpy(out[r] + at, made, static_cast<std::size_t>(some) * sizeof(f32));
    }
  }
}

/// Those whose windows do not lie in the row. Apart, or a call on the way would keep sums out of registers.
template <class Mix, class Form>
__attribute__((noinline)) static void sum_last_outputs(const tap_sums& t, const ended_row (&row)[Form::rows],
                                                       f32* const (&out)[Form::rows], index x) noexcept {
  const Form lanes;
  for (; x < t.outputs; x += Form::outputs) {
    v::f32s sum[Form::rows][Form::sums];
    make_outputs<false, Mix>(lanes, t, row, x, sum);
    put_outputs<Form>(sum, out, x * Form::channels, (t.outputs - x) * Form::channels);
  }
}

template <class T, int Channels, class Mix>
static void sum_taps(const tap_sums& sums, const void* const* from, index bytes, void* const* to) noexcept {
  using form = sum_lanes<T, Channels>;
  constexpr int rows = form::rows;
  const tap_sums t = sums;
  const form lanes;
  ended_row row[rows];
  f32* out[rows];
  for (int r = 0; r < rows; ++r) row[r].set(from[r], bytes), out[r] = static_cast<f32*>(to[r]);
  const index reach = (t.taps - 1) / form::taps * form::taps * form::pixel + 16;  // bytes loaded for an output
  // lines of which most bytes are taps are asked for beforehand
  const bool far = !form::turned && bytes > far_row && 3 * t.taps * form::pixel * t.outputs > bytes;
  index x = 0, asked = 0;
  for (; x < t.outputs && t.first[x + form::outputs - 1] + reach <= bytes; x += form::outputs) {
    for (; far && asked < t.first[x]; asked += 64) {
      EIDO_UNROLL for (int r = 0; r < rows; ++r) __builtin_prefetch(row[r].row + asked + far_ahead);
    }
    v::f32s sum[rows][form::sums];
    make_outputs<true, Mix>(lanes, t, row, x, sum);
    put_outputs<form>(sum, out, x * Channels, (t.outputs - x) * Channels);
  }
  sum_last_outputs<Mix, form>(t, row, out, x);
}

/// Up to four rows; the last one is taken for those that are missing.
template <class T, class Mix = sums_of_any>
static inline void across_sums(const tap_sums& sums, const T* const* rows, int count, index values, int channels,
                               void* const* outs) noexcept {
  const void* from[4];
  void* to[4];
  for (int i = 0; i < 4; ++i) from[i] = rows[i < count ? i : count - 1], to[i] = outs[i < count ? i : count - 1];
  const index bytes = values * static_cast<index>(sizeof(T));
  for (int i = 0; i < count; i += channels <= 2 ? 2 : 4) {
    switch (channels) {
      case 1: sum_taps<T, 1, Mix>(sums, from + i, bytes, to + i); break;
      case 2: sum_taps<T, 2, Mix>(sums, from + i, bytes, to + i); break;
      case 3: sum_taps<T, 3, Mix>(sums, from + i, bytes, to + i); break;
      default: sum_taps<T, 4, Mix>(sums, from + i, bytes, to + i);
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
