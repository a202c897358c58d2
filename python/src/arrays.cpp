// SPDX-License-Identifier: MIT
#include "arrays.hpp"

#include <string>

namespace eido::python {
namespace {

[[noreturn]] void fail_argument(const char* verb, const char* name, py::handle value, const char* expected) {
  PyErr_Clear();
  fail(errc::type_error, verb, ": ", name, " is of type ", Py_TYPE(value.ptr())->tp_name, "; expected ", expected);
}

py::array as_numpy(const char* verb, const char* name, py::handle value) {
  if (!py::isinstance<py::array>(value)) fail_argument(verb, name, value, "numpy.ndarray");
  return py::reinterpret_borrow<py::array>(value);
}

element native_element(const py::dtype& type) noexcept {
  constexpr char foreign = PY_BIG_ENDIAN ? '<' : '>';
  return type.byteorder() == foreign ? element::other : element_of_number(type.num());
}

}  // namespace

array::array(const char* verb, const char* name, py::handle object)
    : verb_(verb), name_(name), object_(as_numpy(verb, name, object)) {
  type_ = native_element(object_.dtype());
  data_ = const_cast<void*>(object_.data());
  const py::ssize_t rank = object_.ndim();
  if (rank > most_axes) fail(errc::value_error, verb, ": ", name, " has ", rank, " axes; expected at most ", most_axes);
  shape_.rank = static_cast<int>(rank);
  const index size = facts_of(type_).bytes;
  bool fits = (object_.flags() & py::detail::npy_api::NPY_ARRAY_ALIGNED_) != 0;
  for (int k = 0; k < shape_.rank; ++k) {
    shape_.value[k] = object_.shape()[k];
    strides_[k] = object_.strides()[k];
    fits = fits && (shape_.value[k] < 2 || type_ == element::other || strides_[k] % size == 0);
  }
  if (!fits) {
    fail(errc::value_error, verb, ": ", name, " has elements that do not lie at multiples of their size; expected ",
         name, ".copy()");
  }
}

bool array::is_writable() const { return object_.writeable(); }

array::bytes array::touched() const noexcept {
  index low = 0, high = facts_of(type_).bytes;
  for (int k = 0; k < rank(); ++k) {
    if (shape_.value[k] == 0) return {0, 0};
    const index reach = (shape_.value[k] - 1) * strides_[k];
    (reach < 0 ? low : high) += reach;
  }
  const auto at = reinterpret_cast<std::uintptr_t>(data_);
  return {at + static_cast<std::uintptr_t>(low), at + static_cast<std::uintptr_t>(high)};
}

void array::refuse_overlap(const array& input, bool in_place) const {
  const bytes mine = touched(), other = input.touched();
  if (mine.first >= other.last || other.first >= mine.last) return;
  if (!in_place) fail(errc::value_error, verb_, ": ", name_, " overlaps ", input.name_);
  bool same = data_ == input.data_ && type_ == input.type_ && shape_ == input.shape_;
  for (int k = 0; k < rank() && same; ++k) same = shape_.value[k] < 2 || strides_[k] == input.strides_[k];
  if (!same) {
    fail(errc::value_error, verb_, ": ", name_, " overlaps ", input.name_, " without being the same elements");
  }
}

array result(const char* verb, py::handle out, element type, const extents& shape) {
  if (!out.is_none()) {
    array given(verb, "out", out);
    if (given.type() != type) given.fail_type(facts_of(type).name);
    if (!(given.shape() == shape)) given.fail_shape(shape);
    if (!given.is_writable()) fail(errc::value_error, verb, ": out is read-only");
    return given;
  }
  index strides[most_axes]{}, size = facts_of(type).bytes;
  for (int k = shape.rank - 1; k >= 0; --k) {
    strides[k] = size;
    if (!detail::multiply(size, shape.value[k] > 0 ? shape.value[k] : 1, size)) {
      fail(errc::memory_error, verb, ": a result of shape ", shape, " is too large");
    }
  }
  const py::array fresh(py::dtype(facts_of(type).number),
                        py::array::ShapeContainer(shape.value, shape.value + shape.rank),
                        py::array::StridesContainer(strides, strides + shape.rank));
  return array(verb, "out", fresh);
}

element element_argument(const char* verb, const char* name, py::handle dtype) {
  element type = element::other;
  try {
    type = native_element(py::dtype::from_args(py::reinterpret_borrow<py::object>(dtype)));
  } catch (py::error_already_set&) {
    // numpy's message does not name the argument
  }
  if (type == element::other) {
    fail(errc::type_error, verb, ": ", name, " = ", py::repr(dtype).cast<std::string>().c_str(),
         "; expected bool, an integer type, numpy.float32 or numpy.float64");
  }
  return type;
}

element element_argument(const char* verb, py::handle dtype, py::handle out, element fallback) {
  const element wished = dtype.is_none() ? fallback : element_argument(verb, "dtype", dtype);
  if (out.is_none()) return wished;
  const array given(verb, "out", out);
  if (!dtype.is_none() && given.type() != wished) given.fail_type(facts_of(wished).name);
  return given.type();
}

index integer_argument(const char* verb, const char* name, py::handle value) {
  if (!PyIndex_Check(value.ptr())) fail_argument(verb, name, value, "an integer");
  const Py_ssize_t n = PyNumber_AsSsize_t(value.ptr(), PyExc_OverflowError);
  if (n == -1 && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) fail_argument(verb, name, value, "an integer");
    PyErr_Clear();
    fail(errc::value_error, verb, ": ", name, " = ", py::repr(value).cast<std::string>().c_str(), " is too large");
  }
  return n;
}

double float_argument(const char* verb, const char* name, py::handle value) {
  const double x = PyFloat_AsDouble(value.ptr());
  if (x == -1 && PyErr_Occurred()) fail_argument(verb, name, value, "a number");
  return x;
}

const char* string_argument(const char* verb, const char* name, py::handle value) {
  const char* text = PyUnicode_Check(value.ptr()) ? PyUnicode_AsUTF8(value.ptr()) : nullptr;
  if (!text) fail_argument(verb, name, value, "str");
  return text;
}

int axis_argument(const char* verb, py::handle axis, int rank) {
  const index given = integer_argument(verb, "axis", axis);
  if (given < -rank || given >= rank) {
    fail(errc::index_error, verb, ": axis = ", given, " is out of bounds for an array with ", rank, " axes");
  }
  return static_cast<int>(given < 0 ? given + rank : given);
}

py::object sequence_argument(const char* verb, const char* name, py::handle value, index least, index most) {
  auto list = py::reinterpret_steal<py::object>(PySequence_Fast(value.ptr(), ""));
  if (!list) fail_argument(verb, name, value, "a sequence");
  const index count = PySequence_Fast_GET_SIZE(list.ptr());
  if (count >= least && count <= most) return list;
  if (least == most) {
    fail(errc::value_error, verb, ": ", name, " has ", count, " elements; expected ", least);
  }
  fail(errc::value_error, verb, ": ", name, " has ", count, " elements; expected ", least, " to ", most);
}

}  // namespace eido::python
