// SPDX-License-Identifier: MIT
// The blends behind a C interface, for parity_blend.py.
#include <eidograph/overlay.hpp>

#include <cstdio>

namespace {

using namespace eido;

struct size {
  i64 h, w, channels;
};

view<const u8, 3> image(const size& s, const u8* p) { return {p, {s.h, s.w, s.channels}}; }
view<u8, 3> image(const size& s, u8* p) { return {p, {s.h, s.w, s.channels}}; }

int done(const status& s) {
  if (!s) std::puts(s.message());
  return s ? 0 : 1;
}

/// f(contract) for the library of this number: numpy, pillow, cv2, torchvision.
template <class F>
int with_blend(int library, F f) {
  switch (library) {
    case 0: return done(f(like::numpy::blend));
    case 1: return done(f(like::pillow::blend));
    case 2: return done(f(like::cv2::blend));
    default: return done(f(like::torchvision::blend));
  }
}

}  // namespace

extern "C" {

int mix(int library, const size* s, const u8* a, const u8* b, f64 alpha, u8* dst) {
  return with_blend(
      library, [&](auto contract) { return try_blend(image(*s, a), image(*s, b), alpha, contract, image(*s, dst)); });
}

int add_weighted(const size* s, const u8* a, f64 alpha, const u8* b, f64 beta, f64 gamma, u8* dst) {
  return done(try_add_weighted(image(*s, a), alpha, image(*s, b), beta, gamma, like::cv2::blend, image(*s, dst)));
}

int composite(const size* s, const u8* above, const u8* below, const u8* mask, u8* dst) {
  const view<const u8, 2> m(mask, {s->h, s->w});
  return done(try_composite(image(*s, above), image(*s, below), m, like::pillow::blend, image(*s, dst)));
}

int alpha_composite(const size* s, const u8* below, const u8* above, u8* dst) {
  return done(try_alpha_composite(image(*s, below), image(*s, above), like::pillow::blend, image(*s, dst)));
}

int paste(const size* s, u8* img, const size* patch, const u8* pixels, i64 y, i64 x, const u8* mask) {
  const view<const u8, 2> m(mask, {patch->h, patch->w});
  return done(try_paste(image(*s, img), image(*patch, pixels), yx(y, x), m, like::pillow::blend));
}

int overlay_labels(int library, const size* s, u8* img, const u8* labels, const u8* colors, i64 count, f64 alpha) {
  color list[palette::most];
  for (i64 i = 0; i < count; ++i) list[i] = color(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]);
  palette made;
  if (const status t = palette::try_make(list, count, made); !t) return done(t);
  return with_blend(library, [&](auto contract) {
    return try_overlay(image(*s, img), view<const u8, 2>(labels, {s->h, s->w}), made, alpha, contract,
                       like::pillow::nearest);
  });
}

int overlay_mask(int library, const size* s, u8* img, const u8* mask, const u8* paint, f64 alpha) {
  const view<const u8, 2> m(mask, {s->h, s->w});
  const color c(paint[0], paint[1], paint[2]);
  return library == 0 ? done(try_overlay(image(*s, img), m, c, alpha, like::numpy::blend, like::pillow::nearest))
                      : done(try_overlay(image(*s, img), m, c, alpha, like::pillow::blend, like::pillow::nearest));
}

int draw_masks(const size* s, u8* img, const u8* masks, i64 count, const u8* colors, f64 alpha) {
  color list[palette::most];
  for (i64 i = 0; i < count; ++i) list[i] = color(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]);
  palette made;
  if (const status t = palette::try_make(list, count, made); !t) return done(t);
  return done(try_draw_segmentation_masks(image(*s, img), view<const u8, 3>(masks, {count, s->h, s->w}), made, alpha,
                                          like::torchvision::blend, image(*s, img)));
}

}  // extern "C"
