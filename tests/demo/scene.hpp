// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>

// A portrait drawn by code: evening sky, hills, and a person whom a real segmentation network finds. Integers only, so
// that every compiler and CPU draws the same bytes.
namespace demo {

inline constexpr int scene_height = 360, scene_width = 480;

namespace scene {

using fix = std::int64_t;
inline constexpr fix unit = 8;    // positions are in eighths of a pixel
inline constexpr fix one = 4096;  // fractions: one is 1.0

struct color {
  fix r, g, b;
};

constexpr fix clamp(fix x, fix low, fix high) { return x < low ? low : x > high ? high : x; }

constexpr color mix(color a, color b, fix t) {
  t = clamp(t, 0, one);
  return {a.r + (b.r - a.r) * t / one, a.g + (b.g - a.g) * t / one, a.b + (b.b - a.b) * t / one};
}

constexpr color lit(color c, fix light) { return {c.r * light / one, c.g * light / one, c.b * light / one}; }

constexpr fix root(fix x) {
  fix r = 0;
  for (fix bit = one; bit > 0; bit >>= 1) {
    if ((r + bit) * (r + bit) <= x) r += bit;
  }
  return r;
}

/// 0 at t <= from, one at t >= to, smooth between them.
constexpr fix ramp(fix t, fix from, fix to) {
  const fix u = clamp((t - from) * one / (to - from), 0, one);
  return u * u / one * (3 * one - 2 * u) / one;
}

/// A rounded zigzag between -one and one.
constexpr fix wave(fix t, fix period) {
  const fix u = ((t % period + period) % period) * 2 * one / period, v = u < one ? u : u - one;
  const fix arch = 4 * v * (one - v) / one;
  return u < one ? arch : -arch;
}

/// Grain between 0 and one that looks random.
constexpr fix grain(fix x, fix y) {
  std::uint32_t h = static_cast<std::uint32_t>(x) * 0x9E3779B1u ^ static_cast<std::uint32_t>(y) * 0x85EBCA6Bu;
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  h = (h ^ (h >> 13)) * 0x297A2D39u;
  return static_cast<fix>((h ^ (h >> 16)) & 4095u);
}

/// Grain blown up to cells of the given size, smooth between them.
constexpr fix cloud(fix x, fix y, fix size) {
  const fix i = x / size, j = y / size, u = ramp(x % size, 0, size), v = ramp(y % size, 0, size);
  const fix top = grain(i, j) + (grain(i + 1, j) - grain(i, j)) * u / one;
  const fix bottom = grain(i, j + 1) + (grain(i + 1, j + 1) - grain(i, j + 1)) * u / one;
  return top + (bottom - top) * v / one;
}

/// An ellipse, in pixels; tilt is the sine of a small angle, in fractions.
struct ellipse {
  fix x, y, rx, ry, tilt = 0;

  constexpr fix u(fix px, fix py) const { return ((px - x * unit) * one + (py - y * unit) * tilt) / (rx * unit); }
  constexpr fix v(fix px, fix py) const { return ((py - y * unit) * one - (px - x * unit) * tilt) / (ry * unit); }
  /// Below one inside.
  constexpr fix level(fix px, fix py) const { return (u(px, py) * u(px, py) + v(px, py) * v(px, py)) / one; }
  constexpr bool has(fix px, fix py) const { return level(px, py) < one; }
  /// The light on it as if it were a ball, lamp at the upper left.
  constexpr fix light(fix px, fix py) const {
    const fix nx = clamp(u(px, py), -one, one), ny = clamp(v(px, py), -one, one);
    const fix nz = root(clamp(one * one - nx * nx - ny * ny, 0, one * one));
    return clamp((-nx * 5 - ny * 5 + nz * 7) / 10, -one, one);
  }
};

/// The same with square shoulders (a superellipse of degree four).
constexpr bool block_has(const ellipse& e, fix px, fix py) {
  const fix u = e.u(px, py), v = e.v(px, py);
  if (u > one || u < -one || v > one || v < -one) return false;
  const fix a = u * u / one, b = v * v / one;
  return a * a + b * b < one * one;
}

constexpr color sky_and_hills(fix x, fix y) {
  const fix height = y * one / (scene_height * unit);
  color c = mix({70, 122, 188}, {196, 196, 208}, ramp(height, 0, one * 36 / 100));
  c = mix(c, {255, 208, 150}, ramp(height, one * 22 / 100, one * 60 / 100));
  const fix veil = (cloud(x, y * 4, 640) * 5 + cloud(x, y * 4, 280) * 3) / 8;
  c = mix(c, {255, 236, 214}, ramp(veil, one * 45 / 100, one * 85 / 100) * 55 / 100);
  const ellipse sun{398, 118, 20, 20};
  const fix glow = sun.level(x, y);
  c = mix(c, {255, 238, 190}, one * one / (one / 2 + glow) * 45 / 100);
  if (glow < one) c = {255, 246, 214};

  const fix far = 196 * unit + wave(x + 300, 2600) * 130 / one + wave(x, 1100) * 44 / one;
  const fix middle = 228 * unit + wave(x + 2300, 2100) * 150 / one + wave(x + 500, 610) * 26 / one;
  const fix near = 268 * unit - wave(x + 700, 3900) * 180 / one + wave(x, 240) * 8 / one;
  if (y > far) c = mix({150, 146, 172}, {186, 168, 172}, ramp(y, far, far + 300));
  if (y > middle) c = mix({98, 120, 118}, {132, 142, 118}, ramp(y, middle, middle + 360));
  if (y > near) {
    c = mix({92, 112, 60}, {58, 78, 44}, ramp(y, near, near + 640));
    c = lit(c, one * 85 / 100 + (cloud(x * 3, y, 40) + cloud(x * 3, y, 96)) * 14 / 100);
  }
  return c;
}

constexpr color skin(fix light) { return mix({128, 74, 56}, {242, 196, 164}, one * 42 / 100 + light * 58 / 100); }

constexpr color hair(fix x, fix y, fix light) {
  const fix strand = (cloud(x * 4 + y, y / 2, 40) * 3 + cloud(x * 2 + y, y / 2, 72)) / 4;
  return lit(mix({42, 25, 19}, {128, 82, 52}, one * 30 / 100 + light * 50 / 100), one * 70 / 100 + strand * 55 / 100);
}

constexpr void draw_eye(color& c, fix x, fix y, fix at) {
  const ellipse ball{at, 148, 10, 5}, iris{at, 148, 5, 5}, pupil{at, 148, 2, 2}, spark{at - 2, 146, 1, 1};
  const ellipse lid{at, 145, 11, 6}, brow{at, 133, 14, 4}, under_brow{at, 137, 15, 5};
  if (brow.has(x, y) && !under_brow.has(x, y)) c = {66, 40, 30};
  if (lid.has(x, y)) c = mix(c, {120, 70, 56}, one * 45 / 100);
  if (!ball.has(x, y)) return;
  c = mix({244, 238, 232}, {190, 176, 170}, ball.level(x, y));
  if (iris.has(x, y)) c = mix({120, 84, 50}, {62, 40, 26}, iris.level(x, y));
  if (pupil.has(x, y)) c = {18, 12, 12};
  if (spark.has(x, y)) c = {255, 255, 255};
}

constexpr void draw_face(color& c, fix x, fix y, const ellipse& face) {
  c = skin(face.light(x, y));
  for (const fix at : {fix{214}, fix{266}}) {
    const ellipse cheek{at, 172, 17, 13};
    c = mix(c, {224, 124, 104}, (one - clamp(cheek.level(x, y), 0, one)) * 40 / 100);
  }
  const ellipse nose_side{247, 162, 7, 18, 300}, nose_tip{239, 171, 9, 6}, nose_base{240, 178, 10, 3};
  c = mix(c, {150, 90, 70}, (one - clamp(nose_side.level(x, y), 0, one)) * 60 / 100);
  c = mix(c, {255, 222, 196}, (one - clamp(nose_tip.level(x, y), 0, one)) * 60 / 100);
  c = mix(c, {132, 72, 58}, (one - clamp(nose_base.level(x, y), 0, one)) * 80 / 100);
  const ellipse mouth{240, 187, 21, 13}, upper{240, 180, 30, 13}, teeth{240, 188, 16, 8}, chin{240, 206, 16, 5};
  c = mix(c, {150, 92, 72}, (one - clamp(chin.level(x, y), 0, one)) * 35 / 100);
  if (mouth.has(x, y) && !upper.has(x, y)) c = mix({204, 92, 88}, {164, 62, 66}, ramp(y, 194 * unit, 200 * unit));
  if (teeth.has(x, y) && !upper.has(x, y)) c = {244, 238, 230};
  draw_eye(c, x, y, 218);
  draw_eye(c, x, y, 262);
}

constexpr void draw_shirt(color& c, fix x, fix y) {
  const fix aside = x < 240 * unit ? 240 * unit - x : x - 240 * unit, sloped = y - aside / 4;  // shoulders fall off
  const ellipse chest{240, 370, 146, 142}, collar{240, 232, 46, 30}, hem{240, 232, 52, 36};
  if (!block_has(chest, x, sloped)) return;
  if (collar.has(x, y)) {
    c = skin(one * 62 / 100 - ramp(x, 190 * unit, 310 * unit) * 40 / 100);
    return;
  }
  const fix fold = (cloud(x + y / 2 + 4000, y / 3, 180) + cloud(x - y / 3 + 4000, y / 4, 96)) / 2;
  const fix light = one * 35 / 100 + chest.light(x, sloped) * 50 / 100;
  c = lit(mix({98, 24, 44}, {232, 88, 78}, light), one * 78 / 100 + fold * 40 / 100);
  if (hem.has(x, y)) c = lit(c, one * 78 / 100);
}

constexpr void draw_person(color& c, fix x, fix y) {
  const ellipse back_hair{240, 168, 66, 70}, face{240, 152, 48, 62}, cap{240, 116, 65, 62}, throat{240, 214, 27, 44};
  const ellipse left_ear{193, 156, 8, 14}, right_ear{287, 156, 8, 14}, brow_line{249, 150, 53, 46, -700};
  if (block_has(back_hair, x, y)) c = hair(x, y, back_hair.light(x, y) / 2 - one / 5);
  draw_shirt(c, x, y);
  if (throat.has(x, y)) {
    const fix shadow = ramp(y, 200 * unit, 220 * unit) - ramp(y, 226 * unit, 258 * unit);
    const color neck = mix(skin(throat.light(x, y) * 5 / 10 + one * 20 / 100), {120, 70, 54}, shadow * 65 / 100);
    c = mix(neck, c, ramp(y, 226 * unit, 252 * unit));
  }
  if (left_ear.has(x, y)) c = skin(left_ear.light(x, y));
  if (right_ear.has(x, y)) c = skin(right_ear.light(x, y) - one / 5);
  if (face.has(x, y)) draw_face(c, x, y, face);
  if (cap.has(x, y) && !brow_line.has(x, y)) c = hair(x, y, cap.light(x, y));
}

}  // namespace scene

/// Fills scene_height rows of scene_width RGB pixels.
constexpr void draw_scene(unsigned char* rgb) {
  using namespace scene;
  constexpr fix samples = 4, step = unit / samples;  // each pixel is the mean of 4 x 4 points
  for (fix y = 0; y < scene_height; ++y) {
    for (fix x = 0; x < scene_width; ++x) {
      color sum{0, 0, 0};
      for (fix k = 0; k < samples * samples; ++k) {
        const fix px = x * unit + (k % samples) * step + step / 2, py = y * unit + (k / samples) * step + step / 2;
        color c = sky_and_hills(px, py);
        draw_person(c, px, py);
        sum = {sum.r + c.r, sum.g + c.g, sum.b + c.b};
      }
      for (const fix total : {sum.r, sum.g, sum.b}) {
        *rgb++ = static_cast<unsigned char>(clamp(total / (samples * samples), 0, 255));
      }
    }
  }
}

}  // namespace demo
