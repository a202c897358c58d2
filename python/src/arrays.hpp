// SPDX-License-Identifier: MIT
#pragma once

#include <pybind11/numpy.h>

#include "eidograph/base/checked.hpp"
#include "eidograph/view/view.hpp"
#include "elements.hpp"

// numpy arrays as views, without copies.

namespace eido::python {

/// Axes that an array may have here. Verbs that look at elements one by one take all ranks as this one, with axes of
/// length 1 in front.
inline constexpr int most_axes = 8;

/// A shape whose rank is known at run time.
struct extents {
  index value[most_axes]{};
  int rank = 0;

  extents() noexcept = default;
  template <class... N>
  explicit extents(index first, N... rest) noexcept : value{first, rest...}, rank(1 + static_cast<int>(sizeof...(N))) {}

  friend bool operator==(const extents& a, const extents& b) noexcept {
    bool same = a.rank == b.rank;
    for (int k = 0; k < a.rank && same; ++k) same = a.value[k] == b.value[k];
    return same;
  }

  template <class Put>
  void write_to(Put put) const {
    put("(");
    for (int k = 0; k < rank; ++k) put(k > 0 ? ", " : ""), put(value[k]);
    put(rank == 1 ? ",)" : ")");
  }
};

/// An array argument: numpy's memory, checked to be what a view can describe. Holds the array alive.
class array {
 public:
  /// `verb` and `name` are for messages. Errors: TypeError for no array, or bytes in the other order; ValueError for
  /// more than most_axes axes, and for elements that do not lie at multiples of their size.
  array(const char* verb, const char* name, py::handle object);

  const char* verb() const noexcept { return verb_; }
  const char* name() const noexcept { return name_; }
  const py::array& object() const noexcept { return object_; }
  element type() const noexcept { return type_; }
  const extents& shape() const noexcept { return shape_; }
  int rank() const noexcept { return shape_.rank; }
  index shape(int axis) const noexcept { return shape_.value[axis]; }
  bool is_writable() const;

  /// The view of rank R, R >= rank(): missing axes are put in front.
  template <class T, int R>
  view<T, R> as() const noexcept {
    index_array<R> shape, strides;
    index packed = 1;
    for (int k = R - 1; k >= 0; --k) {
      const int axis = k - (R - rank());
      shape[k] = axis >= 0 ? shape_.value[axis] : 1;
      // numpy leaves the stride of a lone element open: the packed one lets kernels see packed rows
      strides[k] = shape[k] > 1 ? strides_[axis] / static_cast<index>(sizeof(T)) : packed;
      packed = shape[k] > 0 ? strides[k] * shape[k] : 1;
    }
    return {static_cast<T*>(data_), shape, strides};
  }

  /// Raises TypeError: the verb takes other element types.
  template <class Expected>
  [[noreturn]] void fail_type(const Expected& expected) const {
    fail(errc::type_error, verb_, ": ", name_, " has dtype ", dtype_name().c_str(), "; expected ", expected);
  }
  template <class... Parts>
  [[noreturn]] void fail_shape(const Parts&... expected) const {
    fail(errc::shape_error, verb_, ": ", name_, " has shape ", shape_, "; expected ", expected...);
  }

  /// Raises ValueError when a write to this array changes a byte of `input`; the same elements are no overlap where
  /// the verb may work in place.
  void refuse_overlap(const array& input, bool in_place = false) const;

 private:
  struct bytes {
    std::uintptr_t first, last;
  };
  bytes touched() const noexcept;
  std::string dtype_name() const { return py::str(object_.dtype()).cast<std::string>(); }

  const char *verb_, *name_;
  py::array object_;
  element type_ = element::other;
  void* data_ = nullptr;
  extents shape_;
  index strides_[most_axes]{};  // in bytes
};

/// dispatch() over the element type of an argument; TypeError when it is none of the list.
template <class List, class F>
void dispatch(List list, const array& a, F&& f) {
  if (!dispatch(list, a.type(), f)) a.fail_type(names_of(list));
}

/// dispatch_bytes() likewise.
template <class F>
void dispatch_bytes(const array& a, F&& f) {
  if (!dispatch_bytes(a.type(), f)) a.fail_type("bool, an integer or float16, float32, float64");
}

/// Where a result goes: `out` when it is not None (of this type and shape, writable), else a new array in C order.
array result(const char* verb, py::handle out, element type, const extents& shape);

/// The element type that a dtype argument names. Errors: TypeError.
element element_argument(const char* verb, const char* name, py::handle dtype);
/// The same where both `dtype` and `out` may be None: `out` decides, else `dtype`, else `fallback`. TypeError when
/// they disagree.
element element_argument(const char* verb, py::handle dtype, py::handle out, element fallback);

index integer_argument(const char* verb, const char* name, py::handle value);
double float_argument(const char* verb, const char* name, py::handle value);
/// Valid as long as `value`.
const char* string_argument(const char* verb, const char* name, py::handle value);
/// 0 .. rank - 1; negative axes count from the end. Errors: TypeError, IndexError.
int axis_argument(const char* verb, py::handle axis, int rank);
/// The elements of a list, tuple, array ... Errors: TypeError for no sequence, ValueError for fewer or more elements.
py::object sequence_argument(const char* verb, const char* name, py::handle value, index least, index most);

/// The view with `axis` moved behind the others, which keep their order. `axis` counts in an array of rank `rank`.
template <class T, int R>
view<T, R> axis_last(const view<T, R>& v, int axis, int rank) noexcept {
  index_array<R> shape, strides;
  const int moved = axis + R - rank;
  for (int k = 0, to = 0; k < R; ++k) {
    const int at = k == moved ? R - 1 : to++;
    shape[at] = v.shape(k);
    strides[at] = v.stride(k);
  }
  return {v.data(), shape, strides};
}

}  // namespace eido::python
