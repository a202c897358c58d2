// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "file.hpp"
#include "npy_header.hpp"

namespace eido::inline EIDO_ABI {
namespace npy {

/// An array in memory, C order, owned: what `try_load` fills where there is no `eido::tensor`. Move-only.
template <class T, int R>
struct array {
  index_array<R> shape;
  buffer<T> data;

  /// Valid as long as this object.
  view<const T, R> as_view() const noexcept { return {data.data(), shape}; }
};

}  // namespace npy

namespace detail {

template <class T>
T npy_element(const u8* p, bool swapped) noexcept {
  if constexpr (std::is_same_v<T, bool>) {
    return *p != 0;
  } else {
    u8 ordered[sizeof(T)];
    for (std::size_t i = 0; i < sizeof(T); ++i) ordered[i] = p[swapped ? sizeof(T) - 1 - i : i];
    T value;
    std::memcpy(&value, ordered, sizeof(T));
    return value;
  }
}

/// Strides of Fortran order: the first axis runs fastest.
template <int R>
index_array<R> fortran_strides(const index_array<R>& shape) noexcept {
  index_array<R> strides;
  index step = 1;
  for (int i = 0; i < R; ++i) {
    strides[i] = step;
    step *= shape[i] > 0 ? shape[i] : 1;
  }
  return strides;
}

/// Checks a .npy file against T and R, has allocate(shape, T*&) -> bool make room, and fills it.
template <class T, int R, class Allocate>
status load_npy(const origin& from, const u8* data, index size, Allocate&& allocate) noexcept {
  npy_header header;
  if (status s = npy_header_parser(from, data, size, header).run(); !s) return s;
  bool swapped = false;
  if (!npy_matches<T>(header.descr, swapped)) {
    return status::failure(errc::type_error, from, "the file holds ", static_cast<const char*>(header.descr),
                           "; expected ", static_cast<const char*>(npy_descr::of<T>().text));
  }
  if (header.rank != R) {
    return status::failure(errc::shape_error, from, "the file holds an array of shape ", header, "; expected rank ", R);
  }
  index_array<R> shape;
  for (int i = 0; i < R; ++i) shape[i] = header.shape[i];
  index count = 0, needed = 0, reach = sizeof(T);
  bool fits = count_elements(shape, count) && multiply(count, static_cast<index>(sizeof(T)), needed);
  for (index extent : shape) fits = fits && multiply(reach, extent > 0 ? extent : 1, reach);  // the strides fit too
  if (!fits) return status::failure(errc::memory_error, from, "the size of shape ", shape, " overflows");
  if (needed > size - header.data_at) {
    return status::failure(errc::value_error, from, "the file is truncated: ", size - header.data_at,
                           " bytes of elements; shape ", shape, " needs ", needed);
  }
  T* out = nullptr;
  if (!allocate(shape, out)) return out_of_memory(from, needed);
  const u8* const elements = data + header.data_at;
  if (!swapped && !header.fortran_order && !std::is_same_v<T, bool>) {
    if (needed > 0) std::memcpy(out, elements, static_cast<std::size_t>(needed));
    return {};
  }
  // the file's elements may stand at any address: a view that only lends its strides
  const index_array<R> strides = header.fortran_order ? fortran_strides(shape) : c_strides(shape);
  const view<T, R> dst(out, shape), order(nullptr, shape, strides);
  loop_nest<R, 2>(dst, order).for_each_run([&](index n, const index_array<2>& offset, const index_array<2>& stride) {
    for (index i = 0; i < n; ++i) {
      const u8* const p = elements + (offset[1] + i * stride[1]) * static_cast<index>(sizeof(T));
      out[offset[0] + i * stride[0]] = npy_element<T>(p, swapped);
    }
  });
  return {};
}

template <class T, int R, class Allocate>
status read_npy(const char* path, Allocate&& allocate) noexcept {
  const origin from{"npy::load", path};
  bytes file;
  if (status s = read_file(from, file, (std::numeric_limits<index>::max)()); !s) return s;
  return load_npy<T, R>(from, file.data(), file.size(), static_cast<Allocate&&>(allocate));
}

/// The same elements with the axes the other way round.
template <class T, int R>
view<T, R> reversed_axes(const view<T, R>& v) noexcept {
  index_array<R> shape, strides;
  for (int i = 0; i < R; ++i) {
    shape[i] = v.shape(R - 1 - i);
    strides[i] = v.stride(R - 1 - i);
  }
  return {v.data(), shape, strides};
}

/// path, with .npy behind it where it does not end so, as np.save names its file.
inline status npy_file_name(const char* path, buffer<char>& held, const char*& name) noexcept {
  const std::size_t length = std::strlen(path);
  name = path;
  if (length >= 4 && std::strcmp(path + length - 4, ".npy") == 0) return {};
  if (status s = held.resize(static_cast<index>(length + 5)); !s) return s;
  std::memcpy(held.data(), path, length);
  std::memcpy(held.data() + length, ".npy", 5);
  name = held.data();
  return {};
}

template <class T, int R>
status save_npy(const char* path, const view<const T, R>& v) noexcept {
  buffer<char> held;
  origin to{"npy::save", path};
  if (status s = npy_file_name(path, held, to.path); !s) return s;
  index count = 0;
  if (!count_elements(v.shape(), count)) {
    return status::failure(errc::shape_error, to, "the array has shape ", v.shape(), "; expected no negative extent");
  }
  const bool c_order = v.is_contiguous(), fortran = !c_order && reversed_axes(v).is_contiguous();
  const npy_header_text header(npy_descr::of<T>(), fortran, v.shape());
  const T* data = v.data();
  buffer<T> packed;
  if (!c_order && !fortran) {
    if (!packed.resize(count)) return out_of_memory(to, i64{count} * static_cast<i64>(sizeof(T)));
    copy_elements(view<T, R>(packed.data(), v.shape()), v);
    data = packed.data();
  }
  return write_file(to, header.data(), header.size(), data, count * static_cast<index>(sizeof(T)));
}

}  // namespace detail

namespace npy {

/// `npy::load` where there is no `eido::tensor`, or no exceptions. On failure `out` keeps what it had.
template <class P, class T, int R>
status try_load(const P& path, array<T, R>& out) noexcept {
  return detail::read_npy<T, R>(detail::path_text(path), [&out](const index_array<R>& shape, T*& data) noexcept {
    index count = 0;
    if (!detail::count_elements(shape, count) || !out.data.resize(count)) return false;
    out.shape = shape;
    data = out.data.data();
    return true;
  });
}

/// `npy::save` without exceptions.
template <class P, class X>
status try_save(const P& path, const X& x) noexcept {
  return detail::save_npy(detail::path_text(path), detail::as_const_view(x));
}

}  // namespace npy
}  // namespace eido
