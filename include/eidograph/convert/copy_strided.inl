// SPDX-License-Identifier: MIT
// Included by copy_kernels.hpp: which kernel a strided copy goes to.

namespace eido::kernels {

template <class T>
static inline void split_pixels(const T* src, index pixels, int channels, T* const* planes, bool streams) noexcept {
  EIDO_RUN_TIER(split_any(src, pixels, channels, planes, streams));
}
template <class T>
static inline void merge_planes(const T* const* planes, index pixels, int channels, T* out, bool streams) noexcept {
  EIDO_RUN_TIER(merge_any(planes, pixels, channels, out, streams));
}
template <class T>
static inline bool turn_pixels(const T* src, index n, bool swap, bool back, T* out) noexcept {
  EIDO_RUN_TIER(turn_run(src, n, swap, back, out));
}
static inline bool permute_pixels(const detail::pixel_order& order, const u8* src, index n, u8* out,
                                  bool streams) noexcept {
  EIDO_RUN_TIER(permute_run(order, src, n, out, streams));
}
static inline bool shuffle_pixels(const detail::shuffle_recipe& recipe, const u8* src, index repeats, u8* out,
                                  bool streams) noexcept {
  EIDO_RUN_TIER(shuffle_run(recipe, src, repeats, out, streams));
}
static inline void stream_row(const u8* src, index n, u8* out) noexcept { EIDO_RUN_TIER(stream_bytes(src, n, out)); }
static inline void end_of_streams() noexcept { EIDO_RUN_TIER(streams_end()); }
static inline bool tier_streams() noexcept { EIDO_RUN_TIER(streams_here()); }
static inline void transpose_pixels(u8* dst, index dst_step, const u8* src, index src_step, index rows, index columns,
                                    index room, index src_column, index bytes) noexcept {
  EIDO_RUN_TIER(transpose_tile(dst, dst_step, src, src_step, rows, columns, room, src_column, bytes));
}

/// One unit of `bytes` bytes; constant sizes become a move or two.
static inline void copy_unit(u8* dst, const u8* src, index bytes) noexcept {
  switch (bytes) {
    case 1: *dst = *src; return;
    case 2: ::std::memcpy(dst, src, 2); return;
    case 3: ::std::memcpy(dst, src, 3); return;
    case 4: ::std::memcpy(dst, src, 4); return;
    case 8: ::std::memcpy(dst, src, 8); return;
    case 12: ::std::memcpy(dst, src, 12); return;
    default: ::std::memcpy(dst, src, static_cast<std::size_t>(bytes)); return;
  }
}

/// Packed pixels at a constant step: `bytes` bytes, byte j from `from[j]` behind its pixel's source; elements of a pixel
/// are `element_step` apart.
struct picked_pixels {
  int bytes;
  const i32* from;
  index step, element, element_step;
  detail::pixel_order order;
  detail::shuffle_recipe recipe;
  bool turns, permutes, shuffles, streams;

  picked_pixels(int bytes_of_one, const i32* offsets, index step_of_source, index element_size, index step_of_elements,
                bool past_caches) noexcept
      : bytes(bytes_of_one),
        from(offsets),
        step(step_of_source),
        element(element_size),
        element_step(step_of_elements),
        streams(past_caches) {
    turns = bytes == 3 * element && (element == 1 || element == 4) && (step == bytes || step == -bytes) &&
            (element_step == element || element_step == -element);
    permutes = order.make(bytes, from, step);
    shuffles = recipe.make(bytes, from, step, streams);
  }

  /// Three elements, some of them the other way round.
  bool turn(u8* dst, const u8* src, index n) const noexcept {
    const bool swap = element_step < 0, back = step < 0;
    const u8* const lowest = src + (swap ? 2 * element_step : 0) + (back ? (n - 1) * step : 0);
    if (element == 1) return turn_pixels(lowest, n, swap, back, dst);
    return turn_pixels(reinterpret_cast<const i32*>(lowest), n, swap, back, reinterpret_cast<i32*>(dst));
  }

  /// A run of n.
  void copy(u8* dst, const u8* src, index n) const noexcept {
    if (turns && turn(dst, src, n)) return;
    if (permutes && permute_pixels(order, order.begin(src, n), n, dst, streams)) return;
    if (shuffles && streams) {  // begins at a multiple of any register's size
      index first = 0;
      while (first < n && first < 64 && to_boundary(dst + first * bytes, 64) != 64) ++first;
      if (first < n && first < 64) {
        plain(dst, src, 0, first);
        dst += first * bytes, src += first * step, n -= first;
      }
    }
    index done = 0;
    if (shuffles) {
      index first = 0, last = 0;  // bytes that the run touches
      for (int j = 0; j < bytes; ++j) {
        const index near = from[j], far = from[j] + (n - 1) * step;
        first = near < first ? near : first;
        first = far < first ? far : first;
        last = near + 1 > last ? near + 1 : last;
        last = far + 1 > last ? far + 1 : last;
      }
      const index repeats = recipe.safe_periods(n, first, last);
      if (shuffle_pixels(recipe, src, repeats, dst, streams)) done = repeats * recipe.pixels;
    }
    plain(dst, src, done, n);
  }
  void plain(u8* dst, const u8* src, index done, index n) const noexcept {
    for (; done < n; ++done) {
      for (int j = 0; j < bytes; ++j) dst[done * bytes + j] = src[done * step + from[j]];
    }
  }
};

/// Tries the kernels that look at the innermost loops; false when none fits.
static inline bool copy_by_kernel(u8* dst, const u8* src, const detail::copy_levels& levels, index element,
                                  bool streams) noexcept {
  const copy_level& last = levels.inner();
  const index near = last.src < 0 ? -last.src : last.src;

  // the elements of a pixel, at some order in its source: BGR, channels 1 to 3, ...
  if (levels.depth > 1 && last.dst == element && last.extent * element <= 16 &&
      levels.inner(1).dst == last.extent * element) {
    const copy_level& pixels = levels.inner(1);
    const int bytes = static_cast<int>(last.extent * element);
    if (near <= 16) {
      i32 from[16];
      for (int j = 0; j < bytes; ++j) from[j] = static_cast<i32>(j / element * last.src + j % element);
      const picked_pixels picked(bytes, from, pixels.src, element, last.src, streams);
      const bool fits = picked.turns || picked.permutes || picked.shuffles;
      if (!fits && levels.depth > 2 && last.src == element) return false;  // a turned image
      levels.without_inner().without_inner().for_each(
          dst, src, [&](u8* to, const u8* at) { picked.copy(to, at, pixels.extent); });
      return true;
    }
    if (last.extent >= 2 && last.extent <= 4 && pixels.src == element && (element == 1 || element == 4)) {
      const int channels = static_cast<int>(last.extent);
      levels.without_inner().without_inner().for_each(dst, src, [&](u8* to, const u8* at) {
        const u8* plane[4];
        const i32* wide[4];
        for (int c = 0; c < channels; ++c) {
          plane[c] = at + c * last.src;
          wide[c] = reinterpret_cast<const i32*>(plane[c]);
        }
        if (element == 1) {
          merge_planes(plane, pixels.extent, channels, to, streams);
        } else {
          merge_planes(wide, pixels.extent, channels, reinterpret_cast<i32*>(to), streams);
        }
      });
      return true;
    }
  }
  if (last.dst != element) return false;

  // pixels to planes: the loop over channels stands further out
  for (int k = 0; k + 1 < levels.depth && (element == 1 || element == 4); ++k) {
    const copy_level& planes = levels.level[k];
    if (planes.src != element || planes.extent < 2 || planes.extent > 4) continue;
    if (last.src != planes.extent * element) continue;
    const int channels = static_cast<int>(planes.extent);
    levels.without(k).without_inner().for_each(dst, src, [&](u8* to, const u8* at) {
      u8* plane[4];
      i32* wide[4];
      for (int c = 0; c < channels; ++c) {
        plane[c] = to + c * planes.dst;
        wide[c] = reinterpret_cast<i32*>(plane[c]);
      }
      if (element == 1) {
        split_pixels(at, last.extent, channels, plane, streams);
      } else {
        split_pixels(reinterpret_cast<const i32*>(at), last.extent, channels, wide, streams);
      }
    });
    return true;
  }

  // single elements at a small step: one channel, every second one, backwards
  if (near <= 16 && near != 0) {
    const i32 from[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    const picked_pixels picked(static_cast<int>(element), from, last.src, element, element, streams);
    if (picked.permutes || picked.shuffles) {
      levels.without_inner().for_each(dst, src,
                                      [&](u8* to, const u8* at) { picked.copy(to, at, last.extent); });
      return true;
    }
  }
  return false;
}

/// Units whose source runs across the rows of another loop: turned and transposed images, a tile at a time.
static inline bool copy_by_tiles(u8* dst, const u8* src, const detail::copy_levels& levels, index bytes) noexcept {
  if (levels.depth < 2 || levels.inner().dst != bytes || bytes > 16) return false;
  const copy_level& along = levels.inner();
  int across = -1;
  for (int k = 0; k + 1 < levels.depth; ++k) {
    const index step = levels.level[k].src < 0 ? -levels.level[k].src : levels.level[k].src;
    if (step == bytes) across = k;
  }
  if (across < 0) return false;
  const copy_level lines = levels.level[across];
  constexpr index tile = 64;  // source rows together: their cache lines are used up before they are lost
  levels.without(across).without_inner().for_each(dst, src, [&](u8* to, const u8* at) {
    for (index x = 0; x < along.extent; x += tile) {
      if (x + tile > along.extent && x > 0) x = along.extent - tile;  // some are made twice
      const index columns = along.extent - x < tile ? along.extent - x : tile;
      transpose_pixels(to + x * bytes, lines.dst, at + x * along.src, along.src, lines.extent, columns,
                       along.extent - x, lines.src, bytes);
    }
  });
  return true;
}

EIDO_KERNEL void copy_strided(u8* dst, const u8* src, const copy_level* loops, int depth, index element) noexcept {
  const detail::copy_levels levels(loops, depth);
  if (levels.depth == 0) return copy_unit(dst, src, element);
  const bool streams = levels.size() * element >= most_cached && tier_streams();
  const copy_level& last = levels.inner();
  if (last.dst == element && last.src == element && last.extent * element > 16) {
    const index run = last.extent * element;
    if (streams && run >= 256) {
      levels.without_inner().for_each(dst, src, [run](u8* to, const u8* at) { stream_row(at, run, to); });
      return end_of_streams();
    }
    levels.without_inner().for_each(
        dst, src, [run](u8* to, const u8* at) { ::std::memcpy(to, at, static_cast<std::size_t>(run)); });
    return;
  }
  if (copy_by_kernel(dst, src, levels, element, streams)) {
    if (streams) end_of_streams();
    return;
  }
  const bool pixel = last.dst == element && last.src == element;
  const detail::copy_levels units = pixel ? levels.without_inner() : levels;
  const index bytes = pixel ? last.extent * element : element;
  if (copy_by_tiles(dst, src, units, bytes)) return;
  units.for_each(dst, src, [bytes](u8* to, const u8* at) { copy_unit(to, at, bytes); });
}

}  // namespace eido::kernels
