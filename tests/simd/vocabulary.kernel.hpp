// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp: every verb behind a pointer, see verbs.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

template <class T>
static inline auto get(const void* p) noexcept {
  return v::load(static_cast<const T*>(p));
}
static inline void put(void* p, v::f32s a) noexcept { v::store(static_cast<f32*>(p), a); }
static inline void put(void* p, v::i32s a) noexcept { v::store(static_cast<i32*>(p), a); }
static inline void put(void* p, v::i16s a) noexcept { v::store(static_cast<i16*>(p), a); }
static inline void put(void* p, v::u8s a) noexcept { v::store(static_cast<u8*>(p), a); }
static inline void put(void* p, v::f64s a) noexcept { v::store(static_cast<f64*>(p), a); }
static inline void put(void* p, v::mask a) noexcept { *static_cast<u32*>(p) = v::bits(a); }

/// Verbs of one, two and three registers of T.
#define EIDO_VERB_1(T, call)                                \
  [](const void* pa, const void*, const void*, void* out) { \
    const auto a = get<T>(pa);                              \
    put(out, call);                                         \
  }
#define EIDO_VERB_2(T, call)                                   \
  [](const void* pa, const void* pb, const void*, void* out) { \
    const auto a = get<T>(pa);                                 \
    const auto b = get<T>(pb);                                 \
    put(out, call);                                            \
  }
#define EIDO_VERB_3(T, call)                                      \
  [](const void* pa, const void* pb, const void* pc, void* out) { \
    const auto a = get<T>(pa);                                    \
    const auto b = get<T>(pb);                                    \
    const auto c = get<T>(pc);                                    \
    put(out, call);                                               \
  }

static inline void floats(::eido_test::verbs& t) noexcept {
  t.add_f32 = EIDO_VERB_2(f32, v::add(a, b));
  t.sub_f32 = EIDO_VERB_2(f32, v::sub(a, b));
  t.mul_f32 = EIDO_VERB_2(f32, v::mul(a, b));
  t.div_f32 = EIDO_VERB_2(f32, v::div(a, b));
  t.muladd = EIDO_VERB_3(f32, v::muladd(a, b, c));
  t.fma = EIDO_VERB_3(f32, v::fma(a, b, c));
  t.min_f32 = EIDO_VERB_2(f32, v::minimum(a, b));
  t.max_f32 = EIDO_VERB_2(f32, v::maximum(a, b));
  t.greater_f32 = EIDO_VERB_2(f32, v::greater(a, b));
  t.equal_f32 = EIDO_VERB_2(f32, v::equal(a, b));
  t.is_nan = EIDO_VERB_1(f32, v::is_nan(a));
  t.round_i32 = EIDO_VERB_1(f32, v::round_i32(a));
  t.trunc_i32 = EIDO_VERB_1(f32, v::trunc_i32(a));
  t.exp_down = EIDO_VERB_1(f32, v::exp_down(a));
  t.log_normal = EIDO_VERB_1(f32, v::log_normal(a));
  t.set_f32 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::set_f32(*static_cast<const f32*>(a)));
  };
  t.reduce_max = [](const void* a, const void*, const void*, void* out) {
    *static_cast<f32*>(out) = v::reduce_max(get<f32>(a));
  };
}

static inline void doubles(::eido_test::verbs& t) noexcept {
  t.copy_f64 = EIDO_VERB_1(f64, a);
  t.add_f64 = EIDO_VERB_2(f64, v::add(a, b));
  t.sub_f64 = EIDO_VERB_2(f64, v::sub(a, b));
  t.mul_f64 = EIDO_VERB_2(f64, v::mul(a, b));
  t.muladd_f64 = EIDO_VERB_3(f64, v::add(v::mul(a, b), c));
  t.div_f64 = EIDO_VERB_2(f64, v::div(a, b));
  t.set_f64 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::set_f64(*static_cast<const f64*>(a)));
  };
  t.load_f32_f64 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::load_f32_f64(static_cast<const f32*>(a)));
  };
  t.load_2_f64 = [](const void* a, const void*, const void*, void* out) {
    v::f64s x[2];
    v::load_f32_f64(static_cast<const f32*>(a), x);
    put(out, x[0]);
    put(static_cast<f64*>(out) + v::lanes / 2, x[1]);
  };
  t.widen_f64 = [](const void* a, const void*, const void*, void* out) {
    v::f64s x[2];
    v::widen_f64(get<f32>(a), x);
    put(out, x[0]);
    put(static_cast<f64*>(out) + v::lanes / 2, x[1]);
  };
  t.store_2_f64 = [](const void* a, const void*, const void*, void* out) {
    const f64* const p = static_cast<const f64*>(a);
    v::store_f64_f32(static_cast<f32*>(out), get<f64>(p), get<f64>(p + v::lanes / 2));
  };
  t.round_u16 = [](const void* a, const void*, const void*, void* out) {
    const f64* const p = static_cast<const f64*>(a);
    put(out, v::round_u16(get<f64>(p), get<f64>(p + v::lanes / 2)));
  };
  t.store_f64_f32 = [](const void* a, const void*, const void*, void* out) {
    v::store_f64_f32(static_cast<f32*>(out), get<f64>(a));
  };
}

static inline void masks(::eido_test::verbs& t) noexcept {
  t.greater_i32 = EIDO_VERB_2(i32, v::greater(a, b));
  t.equal_i32 = EIDO_VERB_2(i32, v::equal(a, b));
  t.both = EIDO_VERB_3(i32, v::both(v::greater(a, b), v::greater(b, c)));
  t.either = EIDO_VERB_3(i32, v::either(v::greater(a, b), v::greater(b, c)));
  t.without = EIDO_VERB_3(i32, v::without(v::greater(a, b), v::greater(b, c)));
  t.any = [](const void* a, const void* b, const void*, void* out) {
    *static_cast<u32*>(out) = v::any(v::equal(get<i32>(a), get<i32>(b)));
  };
  // each with masks that the other kind of value has made
  t.select_f32 = [](const void* a, const void* b, const void* c, void* out) {
    put(out, v::select(v::greater(get<i32>(a), get<i32>(b)), get<f32>(b), get<f32>(c)));
  };
  t.select_i32 = [](const void* a, const void* b, const void* c, void* out) {
    put(out, v::select(v::greater(get<f32>(a), get<f32>(b)), get<i32>(b), get<i32>(c)));
  };
}

static inline v::i16s not_negative(v::i16s a) noexcept {
  return v::as_i16(v::bit_and(v::as_i32(a), v::set_i32(0x7fff7fff)));
}
static inline v::i16s quarter(v::i16s a) noexcept { return v::mul_high(a, v::set_i16(1 << 14)); }
/// Odd numbers are not -32768.
static inline v::i16s above_least(v::i16s a) noexcept {
  return v::as_i16(v::bit_or(v::as_i32(a), v::set_i32(0x00010001)));
}

static inline void integers(::eido_test::verbs& t) noexcept {
  t.add_i32 = EIDO_VERB_2(i32, v::add(a, b));
  t.sub_i32 = EIDO_VERB_2(i32, v::sub(a, b));
  t.mul_i32 = EIDO_VERB_2(i32, v::mul(a, b));
  t.min_i32 = EIDO_VERB_2(i32, v::minimum(a, b));
  t.max_i32 = EIDO_VERB_2(i32, v::maximum(a, b));
  t.bit_and = EIDO_VERB_2(i32, v::bit_and(a, b));
  t.bit_or = EIDO_VERB_2(i32, v::bit_or(a, b));
  t.shift_left[0] = EIDO_VERB_1(i32, v::shift_left<0>(a));
  t.shift_left[1] = EIDO_VERB_1(i32, v::shift_left<1>(a));
  t.shift_left[2] = EIDO_VERB_1(i32, v::shift_left<8>(a));
  t.shift_left[3] = EIDO_VERB_1(i32, v::shift_left<22>(a));
  t.shift_left[4] = EIDO_VERB_1(i32, v::shift_left<31>(a));
  t.shift_right[0] = EIDO_VERB_1(i32, v::shift_right<0>(a));
  t.shift_right[1] = EIDO_VERB_1(i32, v::shift_right<1>(a));
  t.shift_right[2] = EIDO_VERB_1(i32, v::shift_right<8>(a));
  t.shift_right[3] = EIDO_VERB_1(i32, v::shift_right<22>(a));
  t.shift_right[4] = EIDO_VERB_1(i32, v::shift_right<31>(a));
  t.to_f32 = EIDO_VERB_1(i32, v::to_f32(a));
  t.narrow_i16 = EIDO_VERB_2(i32, v::narrow_i16(a, b));
  t.add_i16 = EIDO_VERB_2(i16, v::add(a, b));
  t.mul_i16 = EIDO_VERB_2(i16, v::mul(a, b));
  t.mul_high = EIDO_VERB_2(i16, v::mul_high(a, above_least(b)));
  t.add_high = EIDO_VERB_3(i16, v::add_high(a, b, above_least(c)));
  t.mul_high_u16 = EIDO_VERB_2(i16, v::mul_high_u16(a, b));
  t.madd = EIDO_VERB_2(i16, v::madd(a, b));
  t.narrow_u8 = EIDO_VERB_2(i16, v::narrow_u8(a, b));
  t.narrow_blocks_u8 = EIDO_VERB_3(i32, v::narrow_blocks_u8(a, b, c, a));
  t.shift_add = EIDO_VERB_2(i32, v::shift_add<8>(a, b));
  t.low_words = EIDO_VERB_2(i32, v::low_words(v::shift_right<16>(a), v::shift_right<16>(b)));
  t.high_words = EIDO_VERB_2(i32, v::high_words(a, b));
  t.shift_blocks_u8 = EIDO_VERB_2(i16, v::shift_blocks_u8<6>(a, b));
  t.madd_acc = [](const void* acc, const void* a, const void* b, void* out) {
    put(out, v::madd(get<i32>(acc), get<i16>(a), get<i16>(b)));
  };
  t.madd_pairs = [](const void* acc, const void* a, const void* b, void* out) {
    const v::pair_sums sums =
        v::madd(v::madd(v::pairs_of(1 << 21), get<i16>(a), get<i16>(b)), get<i16>(b), get<i16>(b));
    put(out, v::add(get<i32>(acc), v::total(sums)));
  };
  t.madd_u8 = EIDO_VERB_2(u8, v::madd_u8(a, b));
  t.madd_u8_acc = [](const void* acc, const void* a, const void* b, void* out) {
    put(out, v::madd_u8(get<i16>(acc), get<u8>(a), get<u8>(b)));
  };
  t.even_u8 = EIDO_VERB_1(u8, v::even_u8(a));
  t.odd_u8 = EIDO_VERB_1(u8, v::odd_u8(a));
  t.dot4 = [](const void* acc, const void* a, const void* b, void* out) {
    put(out, v::dot4(get<i32>(acc), get<u8>(a), get<u8>(b)));
  };
  t.dot4_moved = [](const void* acc, const void* a, const void* b, void* out) {
    const v::i32s sums = v::dot4_moved(get<i32>(acc), v::moved(get<u8>(a)), get<u8>(b));
    put(out, v::dot4(sums, v::set_u8(static_cast<u8>(v::dot4_bias)), get<u8>(b)));
  };
  t.dot4_number = [](const void* acc, const void* a, const void* b, void* out) {
    const i32* const from = static_cast<const i32*>(b);
    const v::i32s sums = v::dot4_moved<2>(get<i32>(acc), v::moved(get<u8>(a)), v::load_numbers(from));
    put(out, v::dot4(sums, v::set_u8(static_cast<u8>(v::dot4_bias)), v::as_u8(v::set_i32(from[2]))));
  };
  t.madd_word = [](const void* acc, const void* a, const void* b, void* out) {
    const i32* const from = static_cast<const i32*>(b);
    v::pair_sums sums = v::madd<3>(v::pairs_of(1 << 21), get<i16>(a), v::load_words<4>(from));
    sums = v::madd<0>(sums, get<i16>(a), v::load_words<2>(from + 2));
    put(out, v::add(get<i32>(acc), v::total(sums)));
  };
  t.muladd_word = [](const void* acc, const void* a, const void* b, void* out) {
    put(out, v::muladd<1>(get<i16>(acc), get<i16>(a), v::load_words<2>(static_cast<const i32*>(b))));
  };
  t.multiply_word = [](const void* acc, const void* a, const void* b, void* out) {
    const v::pair_sums sums = v::multiply<2>(get<i16>(a), v::load_words<4>(static_cast<const i32*>(b)));
    put(out, v::add(get<i32>(acc), v::total(sums)));
  };
  t.mul_word = [](const void* a, const void* b, const void*, void* out) {
    put(out, v::mul<1>(get<i16>(a), v::load_words<2>(static_cast<const i32*>(b))));
  };
  t.look_up = [](const void* from, const void* where, const void*, void* out) {
    put(out, v::look_up(v::load_64(static_cast<const u8*>(from)), get<u8>(where)));
  };
  t.permute_bytes = [](const void* from, const void* where, const void*, void* out) {
    const v::i32s below_size = v::set_i32((4 * v::lanes - 1) * 0x01010101);
    put(out, v::permute_bytes(get<u8>(from), v::as_u8(v::bit_and(v::as_i32(get<u8>(where)), below_size))));
  };
  t.permute_to_words = [](const void* from, const void* where, const void*, void* out) {
    // the odd ones stay any numbers
    const v::i32s below_size = v::set_i32(0xff00 + (4 * v::lanes - 1)),
                  both = v::bit_or(below_size, v::shift_left<16>(below_size));
    put(out, v::permute_to_words(get<u8>(from), v::as_u8(v::bit_and(v::as_i32(get<u8>(where)), both))));
  };
  t.look_up_256 = [](const void* from, const void* where, const void*, void* out) {
    u8 table[256];  // byte i is i + a byte of `from`
    for (int i = 0; i < 256; ++i) table[i] = static_cast<u8>(static_cast<const u8*>(from)[i % 64] + i);
    put(out, v::look_up(v::load_256(table), get<u8>(where)));
  };
  // few bits differ, so that some bytes are equal
  t.unequal = [](const void* a, const void* b, const void*, void* out) {
    const auto few = [](v::u8s x) { return v::as_u8(v::bit_and(v::as_i32(x), v::set_i32(0x01010101))); };
    const u64 found = v::unequal(few(get<u8>(a)), few(get<u8>(b)));
    ::std::memcpy(out, &found, sizeof found);
  };
  t.mix_u8[0] = [](const void* a, const void* b, const void* w, void* out) {
    put(out, v::mix_u8<0>(get<u8>(a), get<u8>(b), not_negative(get<i16>(w))));
  };
  t.mix_u8[1] = [](const void* a, const void* b, const void* w, void* out) {
    put(out, v::mix_u8<1>(get<u8>(a), get<u8>(b), not_negative(get<i16>(w))));
  };
  t.round_u8 = EIDO_VERB_2(i16, v::round_u8<2>(quarter(a), quarter(b)));
  t.round_blocks_u8 = EIDO_VERB_2(i16, v::round_blocks_u8<6>(a, b));
  t.even_bytes = EIDO_VERB_2(u8, v::even_bytes(a, b));
  t.odd_bytes = EIDO_VERB_2(u8, v::odd_bytes(a, b));
  t.min_u8 = EIDO_VERB_2(u8, v::minimum(a, b));
  t.max_u8 = EIDO_VERB_2(u8, v::maximum(a, b));
  t.widen_u8[0] = EIDO_VERB_1(u8, v::widen_u8<0>(a));
  t.widen_u8[1] = EIDO_VERB_1(u8, v::widen_u8<1>(a));
  t.widen_u8[2] = EIDO_VERB_1(u8, v::widen_u8<2>(a));
  t.widen_u8[3] = EIDO_VERB_1(u8, v::widen_u8<3>(a));
  t.widen_blocks_u8[0] = EIDO_VERB_1(u8, v::widen_blocks_u8<0>(a));
  t.widen_blocks_u8[1] = EIDO_VERB_1(u8, v::widen_blocks_u8<1>(a));
  t.widen_blocks_u8[2] = EIDO_VERB_1(u8, v::widen_blocks_u8<2>(a));
  t.widen_blocks_u8[3] = EIDO_VERB_1(u8, v::widen_blocks_u8<3>(a));
  t.iota = [](const void*, const void*, const void*, void* out) { put(out, v::iota()); };
  t.set_i32 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::set_i32(*static_cast<const i32*>(a)));
  };
  t.set_i16 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::set_i16(*static_cast<const i16*>(a)));
  };
  t.set_u8 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::set_u8(*static_cast<const u8*>(a)));
  };
  t.reduce_add = [](const void* a, const void*, const void*, void* out) {
    *static_cast<i32*>(out) = v::reduce_add(get<i32>(a));
  };
  t.reduce_min = [](const void* a, const void*, const void*, void* out) {
    *static_cast<i32*>(out) = v::reduce_min(get<i32>(a));
  };
}

/// Of any 16-bit numbers up to 255 * 255.
static inline v::i16s products_of_bytes(v::i16s a) noexcept { return v::mul_high_u16(a, v::set_i16(-510)); }

static inline void four(const void* from, v::f32s (&a)[4]) noexcept {
  for (int k = 0; k < 4; ++k) a[k] = v::load(static_cast<const f32*>(from) + k * v::lanes);
}
#define EIDO_VERB_OF_FOUR(call)                              \
  [](const void* from, const void*, const void*, void* to) { \
    v::f32s a[4];                                            \
    four(from, a);                                           \
    put(to, call);                                           \
  }
static inline void pixels(::eido_test::verbs& t) noexcept {
  t.load_u8_f32 = [](const void* from, const void*, const void*, void* to) {
    v::f32s made[4];
    v::load_u8_f32(static_cast<const u8*>(from), made);
    for (int k = 0; k < 4; ++k) put(static_cast<f32*>(to) + k * v::lanes, made[k]);
  };
  t.blocks_f32 = [](const void* from, const void*, const void*, void* to) {
    v::f32s made[4];
    v::blocks_f32(get<u8>(from), made);
    for (int k = 0; k < 4; ++k) put(static_cast<f32*>(to) + k * v::lanes, made[k]);
  };
  t.trunc_blocks_u8[0] = EIDO_VERB_OF_FOUR(v::trunc_blocks_u8(a));
  t.trunc_blocks_u8[1] = EIDO_VERB_OF_FOUR(v::trunc_blocks_u8<true>(a));
  t.rint_blocks_u8[0] = EIDO_VERB_OF_FOUR(v::rint_blocks_u8(a));
  t.rint_blocks_u8[1] = EIDO_VERB_OF_FOUR(v::rint_blocks_u8<true>(a));
  t.trunc_u8 = EIDO_VERB_OF_FOUR(v::trunc_u8(a));
  t.trunc_u8_inside = EIDO_VERB_OF_FOUR(v::trunc_u8<true>(a));
  t.rint_u8 = EIDO_VERB_OF_FOUR(v::rint_u8(a));
  t.mul_u8[0] = EIDO_VERB_2(u8, v::mul_u8<0>(a, b));
  t.mul_u8[1] = EIDO_VERB_2(u8, v::mul_u8<1>(a, b));
  t.sub_u8[0] = EIDO_VERB_2(u8, v::sub_u8<0>(a, b));
  t.sub_u8[1] = EIDO_VERB_2(u8, v::sub_u8<1>(a, b));
  t.muladd_u8[0] = [](const void* acc, const void* a, const void* b, void* out) {
    put(out, v::muladd_u8<0>(get<i16>(acc), get<u8>(a), get<u8>(b)));
  };
  t.muladd_u8[1] = [](const void* acc, const void* a, const void* b, void* out) {
    put(out, v::muladd_u8<1>(get<i16>(acc), get<u8>(a), get<u8>(b)));
  };
  t.over_255 = EIDO_VERB_2(i16, v::over_255(products_of_bytes(a), products_of_bytes(b)));
  t.add_neighbours = EIDO_VERB_1(u8, v::add_neighbours(a));
  t.add_neighbours_acc = [](const void* acc, const void* a, const void*, void* out) {
    put(out, v::add_neighbours(get<i16>(acc), get<u8>(a)));
  };
}

template <int Turn>
static void turn_units_of(const void* from, const void*, const void*, void* to) noexcept {
  static constexpr v::turn_places<12, Turn> places(::eido_test::unit_order);
  const u8* rows[v::lanes];
  for (int i = 0; i < v::lanes; ++i) rows[i] = static_cast<const u8*>(from) + 64 * i;
  v::i32s made[v::units_at_once][4];
  v::turn_units<12, Turn, true>(rows, 0, places, made);
  for (int i = 0; i < 4 * v::units_at_once; ++i) put(static_cast<i32*>(to) + i * v::lanes, made[i / 4][i % 4]);
}

static inline void order(::eido_test::verbs& t) noexcept {
  t.reverse_u8 = EIDO_VERB_1(u8, v::reverse(a));
  t.reverse_i32 = EIDO_VERB_1(i32, v::reverse(a));
  t.pick_lanes = [](const void* a, const void* b, const void*, void* out) {
    put(out, v::pick_lanes(get<f32>(a), v::bit_and(get<i32>(b), v::set_i32(v::lanes - 1))));
  };
  t.shuffle_in_blocks = EIDO_VERB_2(u8, v::shuffle_in_blocks(a, b));
  t.low_u8 = EIDO_VERB_2(u8, v::interleave_low(a, b));
  t.high_u8 = EIDO_VERB_2(u8, v::interleave_high(a, b));
  t.low_i32 = EIDO_VERB_2(i32, v::interleave_low(a, b));
  t.high_i32 = EIDO_VERB_2(i32, v::interleave_high(a, b));
  t.threes_first = EIDO_VERB_1(i32, v::threes_first(a));
  t.as_i32 = EIDO_VERB_1(u8, v::as_i32(a));
  t.u8_as_i16 = EIDO_VERB_1(u8, v::as_i16(a));
  t.i32_as_i16 = EIDO_VERB_1(i32, v::as_i16(a));
  t.i16_as_u8 = EIDO_VERB_1(i16, v::as_u8(a));
  t.i16_as_i32 = EIDO_VERB_1(i16, v::as_i32(a));
  t.f32_as_i32 = EIDO_VERB_1(f32, v::as_i32(a));
  t.i32_as_f32 = EIDO_VERB_1(i32, v::as_f32(a));
  t.zip_low_u8 = EIDO_VERB_2(u8, v::zip_low(a, b));
  t.zip_high_u8 = EIDO_VERB_2(u8, v::zip_high(a, b));
  t.zip_low_i16 = EIDO_VERB_2(i16, v::zip_low(a, b));
  t.zip_high_i16 = EIDO_VERB_2(i16, v::zip_high(a, b));
  t.transpose_blocks = [](const void* from, const void*, const void*, void* out) {
    const i32* const p = static_cast<const i32*>(from);
    v::i32s r[4] = {v::load(p), v::load(p + v::lanes), v::load(p + 2 * v::lanes), v::load(p + 3 * v::lanes)};
    v::transpose_blocks(r);
    for (int i = 0; i < 4; ++i) put(static_cast<i32*>(out) + i * v::lanes, r[i]);
  };
  // rows of 64 bytes, read and written from byte 3 on
  t.load_blocks = [](const void* from, const void*, const void*, void* out) {
    const u8* rows[v::lanes];
    for (int i = 0; i < v::lanes; ++i) rows[i] = static_cast<const u8*>(from) + 64 * i;
    put(out, v::load_blocks(rows, 3));
  };
  t.store_blocks = [](const void* from, const void*, const void*, void* to) {
    u8* rows[v::lanes];
    for (int i = 0; i < v::lanes; ++i) rows[i] = static_cast<u8*>(to) + 64 * i;
    v::store_blocks(rows, 3, get<u8>(from));
  };
  t.as_u8 = EIDO_VERB_1(i32, v::as_u8(a));
  // places below 16 in the first byte of each lane; weights below 2
  t.byte_products = [](const void* a, const void* w, const void* table, void* out) {
    const v::i32s first = v::bit_and(v::as_i32(get<u8>(table)), v::set_i32(15));
    const v::u8s places = v::as_u8(v::bit_or(first, v::set_i32(static_cast<i32>(0x80808000u))));
    const v::f32s weight = v::as_f32(v::bit_and(get<i32>(w), v::set_i32(0x3fffffff)));
    put(out, v::byte_products(get<u8>(a), places, v::byte_weights_of(weight)));
  };
  t.store_units = [](const void* from, const void*, const void*, void* to) {
    v::store_units<12>(static_cast<u8*>(to), get<u8>(from));
  };
  t.turn_units[0] = turn_units_of<v::most_turn>;
  t.turn_units[1] = turn_units_of<v::most_turn & 1>;
  t.units_at_once = v::units_at_once;
  t.most_turn = v::most_turn;
}

template <class T>
static void load_first_of(const void* from, index n, void* to) noexcept {
  put(to, v::load_first(static_cast<const T*>(from), n));
}
template <class T>
static void store_first_of(const void* from, index n, void* to) noexcept {
  v::store_first(static_cast<T*>(to), get<T>(from), n);
}
template <int Channels, class T>
static void split_of(const void* from, const void*, const void*, void* to) noexcept {
  constexpr int count = 4 * v::lanes / static_cast<int>(sizeof(T));
  decltype(get<T>(from)) channel[Channels];
  v::load_channels(static_cast<const T*>(from), channel);
  for (int c = 0; c < Channels; ++c) put(static_cast<T*>(to) + c * count, channel[c]);
}
template <int Channels, class T>
static void merge_of(const void* from, const void*, const void*, void* to) noexcept {
  constexpr int count = 4 * v::lanes / static_cast<int>(sizeof(T));
  decltype(get<T>(from)) channel[Channels];
  for (int c = 0; c < Channels; ++c) channel[c] = get<T>(static_cast<const T*>(from) + c * count);
  v::store_channels(static_cast<T*>(to), channel);
}
template <class T>
static void streamed_of(const void* a, const void* b, const void* c, void* to) noexcept {
  const decltype(get<T>(a)) channel[3] = {get<T>(a), get<T>(b), get<T>(c)};
  v::stream_channels(static_cast<T*>(to), channel);
  v::stream_end();
}
template <int Channels>
static void rounded_of(const void* from, const void*, const void*, void* to) noexcept {
  v::i16s channel[Channels];
  for (int c = 0; c < Channels; ++c) channel[c] = quarter(get<i16>(static_cast<const i16*>(from) + c * 2 * v::lanes));
  v::store_rounded<6>(static_cast<u8*>(to), channel);
}
template <int Channels>
static inline void channels(::eido_test::verbs& t) noexcept {
  t.store_rounded[Channels] = rounded_of<Channels>;
  t.split_u8[Channels] = split_of<Channels, u8>;
  t.merge_u8[Channels] = merge_of<Channels, u8>;
  t.split_i32[Channels] = split_of<Channels, i32>;
  t.merge_i32[Channels] = merge_of<Channels, i32>;
}

static inline void memory(::eido_test::verbs& t) noexcept {
  t.copy_f32 = EIDO_VERB_1(f32, a);
  t.copy_i32 = EIDO_VERB_1(i32, a);
  t.copy_i16 = EIDO_VERB_1(i16, a);
  t.copy_u8 = EIDO_VERB_1(u8, a);
  t.load_u8_i32 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::load_u8_i32(static_cast<const u8*>(a)));
  };
  t.load_u8_i16 = [](const void* a, const void*, const void*, void* out) {
    put(out, v::load_u8_i16(static_cast<const u8*>(a)));
  };
  t.store_i32_u8 = [](const void* a, const void*, const void*, void* out) {
    v::store_i32_u8(static_cast<u8*>(out), get<i32>(a));
  };
  t.load_first_f32 = load_first_of<f32>;
  t.load_first_i32 = load_first_of<i32>;
  t.load_first_i16 = load_first_of<i16>;
  t.load_first_u8 = load_first_of<u8>;
  t.store_first_f32 = store_first_of<f32>;
  t.store_first_i32 = store_first_of<i32>;
  t.store_first_i16 = store_first_of<i16>;
  t.store_first_u8 = store_first_of<u8>;
  t.stream = [](const void* from, const void*, const void*, void* to) {
    v::stream(static_cast<f32*>(to), get<f32>(from));
    v::stream_end();
  };
  t.stream_i32 = [](const void* from, const void*, const void*, void* to) {
    v::stream(static_cast<i32*>(to), get<i32>(from));
  };
  t.stream_u8 = [](const void* from, const void*, const void*, void* to) {
    v::stream(static_cast<u8*>(to), get<u8>(from));
  };
  t.stream_threes = [](const void* a, const void* b, const void* c, void* to) {
    v::stream_threes(static_cast<u8*>(to), get<u8>(a), get<u8>(b), get<u8>(c));
  };
  t.stream_channels_u8 = streamed_of<u8>;
  t.stream_channels_i32 = streamed_of<i32>;
  t.load_stepped = [](const void* from, const void*, const void*, void* to) {
    put(to, v::load_blocks(static_cast<const u8*>(from), 21));
  };
  t.store_stepped = [](const void* from, const void*, const void*, void* to) {
    v::store_blocks(static_cast<u8*>(to), 13, get<u8>(from));
  };
  t.store_rounded[1] = rounded_of<1>;
  channels<2>(t);
  channels<3>(t);
  channels<4>(t);
}

#undef EIDO_VERB_1
#undef EIDO_VERB_2
#undef EIDO_VERB_3
#undef EIDO_VERB_OF_FOUR

static inline ::eido_test::verbs verbs_of_tier() noexcept {
  ::eido_test::verbs t{};
  t.lanes = v::lanes;
  t.has_fma = v::has_fma;
  floats(t);
  doubles(t);
  masks(t);
  integers(t);
  pixels(t);
  order(t);
  memory(t);
  return t;
}

}  // namespace eido::kernels::EIDO_TIER
