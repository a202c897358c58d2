// SPDX-License-Identifier: MIT
#include <string>

#include "eidograph/reduce/argmax.hpp"
#include "eidograph/reduce/explain_diff.hpp"

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

template <class I>
py::object argmax_as(const array& a, int at, py::handle out) {
  extents shape;
  for (int k = 0; k < a.rank(); ++k) {
    if (k != at) shape.value[shape.rank++] = a.shape(k);
  }
  const index count = a.shape(at);
  if (count == 0) fail(errc::value_error, "argmax: a has shape ", a.shape(), ", which is empty along axis ", at);
  if (static_cast<u64>(count - 1) > static_cast<u64>((std::numeric_limits<I>::max)())) {
    fail(errc::value_error, "argmax: dtype ", facts_of(element_of<I>).name, " cannot name the ", count,
         " positions of axis ", at);
  }
  const array dst = result("argmax", out, element_of<I>, shape);
  dst.refuse_overlap(a);
  const auto from = axis_last(a.as<const f32, most_axes>(), at, a.rank());
  const auto to = dst.as<I, most_axes - 1>();
  run([&] { return try_argmax(from, axis<-1>, to); });
  // as numpy: a number where no axis is left
  if (shape.rank == 0 && out.is_none()) return dst.object()[py::tuple()];
  return dst.object();
}

py::object argmax(const py::object& a, const py::object& axis, const py::object& dtype, const py::object& out) {
  const array x("argmax", "a", a);
  if (x.type() != element::float32) x.fail_type("float32");
  const int at = axis_argument("argmax", axis, x.rank());
  const element type = element_argument("argmax", dtype, out, element::int64);
  py::object ids;
  const bool known =
      dispatch(integers{}, type, [&](auto tag) { ids = argmax_as<typename decltype(tag)::type>(x, at, out); });
  if (!known) {
    fail(errc::type_error, "argmax: ", out.is_none() ? "dtype" : "out", " is ", facts_of(type).name, "; expected ",
         names_of(integers{}));
  }
  return ids;
}

template <int R>
py::tuple tuple_of(const index_array<R>& values, int rank) {
  py::tuple t(static_cast<std::size_t>(rank));
  for (int k = 0; k < rank; ++k) t[static_cast<std::size_t>(k)] = values[k];
  return t;
}

/// Takes the axes of length 1 that stand in front out of what was found.
template <class T, int R>
void drop_front_axes(difference<T, R>& d, int count) noexcept {
  const auto drop = [count](index_array<R>& values) {
    for (int k = count; k < R; ++k) values[k - count] = values[k];
  };
  drop(d.shape_a), drop(d.shape_b), drop(d.first.at), drop(d.largest.at), drop(d.order);
  for (index& axis : d.order.value) axis -= count;
  d.reversed_axis = d.reversed_axis < 0 ? -1 : d.reversed_axis - count;
}

/// Collects what a difference says of itself. Shapes and positions have the caller's rank.
struct text_of_difference {
  std::string* text;
  int rank;

  template <int R>
  void operator()(const index_array<R>& values) const {
    extents cut;
    for (; cut.rank < rank; ++cut.rank) cut.value[cut.rank] = values[cut.rank];
    cut.write_to(*this);
  }
  template <class Part>
  void operator()(const Part& part) const {
    *text += status::failure(errc::ok, part).message();
  }
};

template <class T>
py::tuple difference_of(const array& a, const array& b) {
  difference<T, most_axes> d;
  run([&] {
    d = explain_diff(a.as<const T, most_axes>(), b.as<const T, most_axes>());
    return status();
  });
  const int rank = a.rank();
  drop_front_axes(d, most_axes - rank);
  const auto pair = [rank](const auto& p, bool found) -> py::object {
    if (!found) return py::none();
    return py::make_tuple(tuple_of(p.at, rank), p.a, p.b);
  };
  py::tuple histogram(static_cast<std::size_t>(d.bins));
  for (std::size_t i = 0; i < histogram.size(); ++i) histogram[i] = d.histogram[i];
  std::string text;
  d.write_to(text_of_difference{&text, rank});
  const py::object reversed_axis = d.reversed_axis < 0 ? py::object(py::none()) : py::int_(d.reversed_axis);
  const py::object order = d.transposed ? py::object(tuple_of(d.order, rank)) : py::none();
  return py::make_tuple(d.same(), tuple_of(d.shape_a, rank), tuple_of(d.shape_b, rank), d.count, d.differing,
                        d.other_bits, d.one_nan, pair(d.first, d.differing > 0),
                        pair(d.largest, d.differing > d.one_nan), d.max_abs, histogram, reversed_axis, order, text);
}

py::tuple explain(const py::object& a, const py::object& b) {
  const array first("explain_diff", "a", a), second("explain_diff", "b", b);
  if (first.rank() != second.rank()) {
    fail(errc::value_error, "explain_diff: b has shape ", second.shape(), "; expected ", first.rank(),
         " axes as a, whose shape is ", first.shape());
  }
  py::tuple d;
  dispatch(numbers{}, first, [&](auto tag) {
    if (second.type() != first.type()) second.fail_type(facts_of(first.type()).name);
    d = difference_of<typename decltype(tag)::type>(first, second);
  });
  return d;
}

}  // namespace

void bind_reduce(py::module_& m) {
  m.def("argmax", argmax, py::arg("a"), py::arg("axis"), py::arg("dtype") = py::none(), py::arg("out") = py::none(),
        R"(argmax(a, axis, dtype=None, out=None)
--

The position of the largest value along an axis: the first of equals, NaN above all. Equals np.argmax(a, axis).

a      float32, any strides.
dtype  any integer type; int64, or out's, when None.
out    where the result goes, any strides: a's shape without the axis; must not overlap a.

Raises TypeError (dtypes), ValueError (shapes, an empty axis, more positions than dtype names), IndexError (axis).)");

  m.def("explain_diff", explain, py::arg("a"), py::arg("b"));
}

}  // namespace eido::python
