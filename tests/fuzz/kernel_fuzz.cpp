// SPDX-License-Identifier: MIT
// Kernels on every tier against the tier scalar: the same bits, and nothing beside them. Sources and results are
// allocated to the byte, so that the address sanitizer sees what goes too far; between the elements of a result stand
// bytes that must stay.
#define EIDO_EXTRA_TIERS 1
#include <eidograph/convert.hpp>
#include <eidograph/overlay/paint_kernels.hpp>
#include <eidograph/reduce/argmax.hpp>
#include <eidograph/reduce/softmax.hpp>

#include "blend_jobs.hpp"
#include "resize_jobs.hpp"
#include "tiers.hpp"

namespace eido_test {

namespace {

/// Up to four loops, the destination's steps as loop_nest orders them, the source an array whose axes lie in any order,
/// some backwards, some with a step, some with a row of nothing behind each row, or repeated.
void copy_loops(byte_stream& in) {
  constexpr int most = 4;
  const int depth = static_cast<int>(in.between(0, most));
  const index element = index{1} << in.between(0, 3);
  eido::kernels::copy_level loop[most];
  index dst_size = 1, src_size = 1, start = 0;
  for (int k = depth - 1; k >= 0; --k) {
    const auto kind = in.take<u8>();
    loop[k].extent = kind % 4 == 0 ? in.between(1, 90) : in.between(1, 5);
    if (dst_size * loop[k].extent > 4000) loop[k].extent = 1;
    const index step = dst_size + (kind / 4 % 4 == 0 ? in.between(0, 3) : 0);
    loop[k].dst = step * element;
    dst_size += (loop[k].extent - 1) * step;
  }
  bool placed[most]{};
  for (int turn = 0; turn < depth; ++turn) {  // from the innermost axis of the source outwards
    int k = static_cast<int>(in.between(0, depth - 1));
    while (placed[k]) k = (k + 1) % depth;
    placed[k] = true;
    const auto kind = in.take<u8>();
    const index step =
        kind % 16 == 0 ? 0 : src_size * (kind % 16 == 1 ? 2 : 1) + (kind % 16 == 2 ? in.between(0, 3) : 0);
    loop[k].src = (kind & 16 ? -step : step) * element;
    if (kind & 16) start += (loop[k].extent - 1) * step;
    src_size += (loop[k].extent - 1) * step;
  }
  if (src_size > 100000) return;
  const std::vector<u8> src = take_values<u8>(in, src_size * element);
  same_on_all_tiers<u8>("copy_strided", dst_size * element, [&](u8* dst) {
    eido::kernels::copy_strided(dst, src.data() + start * element, loop, depth, element);
  });
}

void casts(byte_stream& in) {
  const index n = in.between(1, 300);
  std::vector<f32> floats = take_values<f32>(in, n);
  for (f32& x : floats) {
    if (in.take<u8>() % 2) x = static_cast<f32>(in.between(-1024, 3072)) / 8;  // near the range of bytes, and ties
  }
  const std::vector<u8> bytes = take_values<u8>(in, n);
  same_on_all_tiers<f32>("cast_u8_f32", n, [&](f32* out) { eido::kernels::cast_u8_f32(bytes.data(), n, out); });
  same_on_all_tiers<u8>("cast_f32_u8", n, [&](u8* out) { eido::kernels::cast_f32_u8(floats.data(), n, out); });
  same_on_all_tiers<u8>("saturate_f32_u8", n, [&](u8* out) { eido::kernels::saturate_f32_u8(floats.data(), n, out); });
}

void normalizations(byte_stream& in) {
  const int channels = static_cast<int>(in.between(1, 4));
  const index pixels = in.between(1, 300), gap = in.between(0, 3), plane = pixels + gap;
  f32 mean[4], std[4];
  for (int c = 0; c < 4; ++c) {
    const bool usual = in.take<u8>() % 2 != 0;
    mean[c] = usual ? static_cast<f32>(in.between(0, 1000)) / 1000 : in.take<f32>();
    std[c] = usual ? static_cast<f32>(in.between(1, 1000)) / 1000 : in.take<f32>();
    if (!(std[c] > 0 || std[c] < 0) || mean[c] != mean[c])
      return;  // refused before kernels see it; a NaN's bits are free
  }
  const std::vector<u8> src = take_values<u8>(in, pixels * channels);
  const auto multiply = [&] {
    bool all = true;
    for (int c = 0; c < channels; ++c) all = all && eido::kernels::normalize_multiplies(mean[c], std[c]);
    return all;
  };
  same_on_all_tiers<f32>("normalize_planes", plane * channels, [&](f32* out) {
    f32* planes[4]{};
    for (int c = 0; c < channels; ++c) planes[c] = out + c * plane;
    eido::kernels::normalize_planes(src.data(), pixels, channels, multiply(), mean, std, planes);
  });
  same_on_all_tiers<f32>("normalize_pixels", pixels * channels, [&](f32* out) {
    eido::kernels::normalize_pixels(src.data(), pixels, channels, multiply(), mean, std, out);
  });
  std::vector<f32> floats = take_values<f32>(in, pixels);
  for (f32& x : floats) x = x == x ? x : 1;
  same_on_all_tiers<f32>("normalize_floats", pixels, [&](f32* out) {
    eido::kernels::normalize_floats(floats.data(), pixels, mean[0], std[0], out);
  });
}

/// Lines of elements, either side by side or one behind the other: where the best is, and what.
template <class T, class I>
void best_of_lines(byte_stream& in) {
  const index count = in.between(1, 20), n = in.between(1, 150), gap = in.between(0, 3);
  const bool rows = in.take<u8>() % 2 != 0;
  const index step = rows ? 1 : n + gap, line_step = rows ? count + gap : 1;
  std::vector<T> values = take_values<T>(in, (count - 1) * step + (n - 1) * line_step + 1);
  for (T& x : values) {
    if (in.take<u8>() % 4) x = static_cast<T>(in.between(0, 4));  // ties; else anything, NaN too
  }
  const T* const x = values.data();
  same_on_all_tiers<I>("argmax_lines: places", n, [&](I* ids) {
    eido::kernels::argmax_lines(x, count, step, n, line_step, ids, static_cast<T*>(nullptr));
  });
  same_on_all_tiers<I>("argmin_lines: places", n, [&](I* ids) {
    eido::kernels::argmin_lines(x, count, step, n, line_step, ids, static_cast<T*>(nullptr));
  });
  same_on_all_tiers<T>("argmax_lines: values", n, [&](T* best) {
    eido::kernels::argmax_lines(x, count, step, n, line_step, static_cast<I*>(nullptr), best);
  });
  same_on_all_tiers<T>("argmin_lines: values", n, [&](T* best) {
    eido::kernels::argmin_lines(x, count, step, n, line_step, static_cast<I*>(nullptr), best);
  });
}

void argmaxes(byte_stream& in) {
  switch (in.take<u8>() % 6) {
    case 0: return best_of_lines<f32, u8>(in);
    case 1: return best_of_lines<i32, i32>(in);
    case 2: return best_of_lines<u8, u8>(in);
    case 3: return best_of_lines<eido::i8, i32>(in);
    default: return best_of_lines<f32, i32>(in);
  }
}

/// Lines side by side, one behind the other, or neither; results that lie likewise or the other way.
void softmaxes(byte_stream& in) {
  const index count = in.between(1, 70), n = in.between(1, 150), gap = in.between(0, 3);
  const auto kind = in.take<u8>();
  const index lines = n + gap, behind = count + gap, stretch = kind & 4 ? 2 : 1;
  eido::kernels::softmax_layout l{count, lines, lines, n, 1, 1};
  if (kind & 1) l.step = stretch, l.line_step = stretch * behind;
  if (kind & 2) l.out_step = 1, l.out_line_step = behind;
  std::vector<f32> values = take_values<f32>(in, (count - 1) * l.step + (n - 1) * l.line_step + 1);
  for (f32& x : values) {
    if (in.take<u8>() % 8) x = static_cast<f32>(in.between(-8000, 8000)) / 128;  // else anything, NaN too
  }
  const f32* const x = values.data();
  const index size = (count - 1) * l.out_step + (n - 1) * l.out_line_step + 1;
  same_on_all_tiers<f32>("softmax_lines", size, [&](f32* out) { eido::kernels::softmax_lines(x, out, l); });
  same_on_all_tiers<f32>("log_softmax_lines", size, [&](f32* out) { eido::kernels::log_softmax_lines(x, out, l); });
  same_on_all_tiers<f32>("sigmoid", n, [&](f32* out) {
    eido::kernels::sigmoid(x, 1, n < static_cast<index>(values.size()) ? n : static_cast<index>(values.size()), out, 1);
  });
}

/// Masks, choices and colors; results end where their memory does.
void paints(byte_stream& in) {
  const index n = in.between(1, 300);
  const int times = static_cast<int>(in.between(1, 4));
  const std::vector<u8> mask = take_values<u8>(in, n), a = take_values<u8>(in, 3 * n), b = take_values<u8>(in, 3 * n);
  same_on_all_tiers<u8>("spread_mask", n * times + 256, [&](u8* out) {
    eido::kernels::spread_mask(mask.data(), n, times, out);
    std::memset(out + n * times, 0, 256);  // room
  });
  std::vector<u8> chosen(static_cast<std::size_t>(n + 256));
  eido::kernels::spread_mask(mask.data(), n, 1, chosen.data());
  same_on_all_tiers<u8>("choose_bytes", n,
                        [&](u8* out) { eido::kernels::choose_bytes(chosen.data(), a.data(), b.data(), n, out); });
  same_on_all_tiers<u8>("add_fourth", 4 * n,
                        [&](u8* out) { eido::kernels::add_fourth(a.data(), mask.data(), n, out); });
  const std::vector<u8> colors = take_values<u8>(in, 256 * 3);
  eido::kernels::color_tables tables{};
  for (std::size_t i = 0; i < colors.size(); ++i) {
    tables.pixels[i / 3][i % 3] = tables.planes[i % 3][i / 3] = colors[i];
  }
  std::vector<u8> labels = mask;
  for (u8& label : labels) label = static_cast<u8>(label & 64 ? label : 0);
  same_on_all_tiers<u8>("color_labels", 3 * n,
                        [&](u8* out) { eido::kernels::color_labels(labels.data(), n, tables, out); });
}

}  // namespace

}  // namespace eido_test

extern "C" int LLVMFuzzerTestOneInput(const eido::u8* data, std::size_t size) {
  eido_test::byte_stream in(data, size);
  switch (in.take<eido::u8>() % 16) {
    case 0: eido_test::casts(in); break;
    case 1: eido_test::normalizations(in); break;
    case 2: eido_test::argmaxes(in); break;
    case 3:
    case 4: eido_test::blends(in); break;
    case 5:
    case 6: eido_test::overlays(in); break;
    case 7: eido_test::upsamples(in); break;
    case 8: eido_test::alphas(in); break;
    case 9:
    case 10: eido_test::copy_loops(in); break;
    case 11: eido_test::softmaxes(in); break;
    case 12: eido_test::paints(in); break;
    default: eido_test::resizes(in); break;
  }
  return 0;
}
