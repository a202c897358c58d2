// SPDX-License-Identifier: MIT
#include <string>

#include "eidograph/reduce/argmax.hpp"
#include "eidograph/reduce/explain_diff.hpp"
#include "eidograph/reduce/mask.hpp"
#include "eidograph/reduce/softmax.hpp"
#include "eidograph/reduce/topk.hpp"

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

/// a's shape without axis `at`, which must not be empty.
extents reduced_shape(const array& a, int at) {
  extents shape;
  for (int k = 0; k < a.rank(); ++k) {
    if (k != at) shape.value[shape.rank++] = a.shape(k);
  }
  if (a.shape(at) == 0) {
    fail(errc::value_error, a.verb(), ": a has shape ", a.shape(), ", which is empty along axis ", at);
  }
  return shape;
}

/// As numpy: a number where no axis is left.
py::object number_or_array(const array& a, py::handle out) {
  if (a.rank() == 0 && out.is_none()) return a.object()[py::tuple()];
  return a.object();
}

/// A new array for positions along axis `at` of a, or out.
array positions(const array& a, int at, element type, py::handle out) {
  const bool known = dispatch(integers{}, type, [&](auto tag) {
    using I = typename decltype(tag)::type;
    if (static_cast<u64>(a.shape(at) - 1) > static_cast<u64>((std::numeric_limits<I>::max)())) {
      fail(errc::value_error, a.verb(), ": dtype ", facts_of(type).name, " cannot name the ", a.shape(at),
           " positions of axis ", at);
    }
  });
  if (!known) {
    fail(errc::type_error, a.verb(), ": ", out.is_none() ? "dtype" : "out", " is ", facts_of(type).name, "; expected ",
         names_of(integers{}));
  }
  const array ids = result(a.verb(), out, type, reduced_shape(a, at));
  ids.refuse_overlap(a);
  return ids;
}

/// f(x, ids) as views, x with the axis last. Positions are never negative, so one type of each size does.
template <class T, class F>
void with_ids(const array& x, int at, const array& ids, F f) {
  const auto from = axis_last(x.as<const T, most_axes>(), at, x.rank());
  const auto call = [&](auto tag) {
    const auto to = ids.as<typename decltype(tag)::type, most_axes - 1>();
    run([&] { return f(from, to); });
  };
  switch (facts_of(ids.type()).bytes) {
    case 1: return call(type_tag<u8>{});
    case 2: return call(type_tag<u16>{});
    case 4: return call(type_tag<i32>{});
    default: return call(type_tag<i64>{});
  }
}

template <bool Least>
py::object argbest(const char* verb, const py::object& a, const py::object& axis, const py::object& dtype,
                   const py::object& out) {
  const array x(verb, "a", a);
  py::object found;
  dispatch(ordered{}, x, [&](auto tag) {
    const int at = axis_argument(verb, axis, x.rank());
    reduced_shape(x, at);
    const array ids = positions(x, at, element_argument(verb, dtype, out, element::int64), out);
    with_ids<typename decltype(tag)::type>(x, at, ids, [](const auto& from, const auto& to) {
      if constexpr (Least) {
        return try_argmin(from, eido::axis<-1>, to);
      } else {
        return try_argmax(from, eido::axis<-1>, to);
      }
    });
    found = number_or_array(ids, out);
  });
  return found;
}

py::object argmax(const py::object& a, const py::object& axis, const py::object& dtype, const py::object& out) {
  return argbest<false>("argmax", a, axis, dtype, out);
}

py::object argmin(const py::object& a, const py::object& axis, const py::object& dtype, const py::object& out) {
  return argbest<true>("argmin", a, axis, dtype, out);
}

template <bool Least>
py::object best(const char* verb, const py::object& a, const py::object& axis, const py::object& out) {
  const array x(verb, "a", a);
  py::object values;
  dispatch(ordered{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const int at = axis_argument(verb, axis, x.rank());
    const array dst = result(verb, out, x.type(), reduced_shape(x, at));
    dst.refuse_overlap(x);
    const auto from = axis_last(x.as<const T, most_axes>(), at, x.rank());
    const auto to = dst.as<T, most_axes - 1>();
    run([&] {
      if constexpr (Least) {
        return try_amin(from, eido::axis<-1>, to);
      } else {
        return try_amax(from, eido::axis<-1>, to);
      }
    });
    values = number_or_array(dst, out);
  });
  return values;
}

py::object amax(const py::object& a, const py::object& axis, const py::object& out) {
  return best<false>("amax", a, axis, out);
}

py::object amin(const py::object& a, const py::object& axis, const py::object& out) {
  return best<true>("amin", a, axis, out);
}

py::tuple argmax_max(const py::object& a, const py::object& axis, const py::object& dtype) {
  const array x("argmax_max", "a", a);
  py::tuple both;
  dispatch(ordered{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const int at = axis_argument("argmax_max", axis, x.rank());
    const extents shape = reduced_shape(x, at);
    const array ids = positions(x, at, element_argument("argmax_max", dtype, py::none(), element::int64), py::none());
    const array values = result("argmax_max", py::none(), x.type(), shape);
    with_ids<T>(x, at, ids, [&](const auto& from, const auto& to) {
      return try_argmax_max(from, eido::axis<-1>, to, values.as<T, most_axes - 1>());
    });
    both = py::make_tuple(number_or_array(ids, py::none()), number_or_array(values, py::none()));
  });
  return both;
}

using softmax_types = types<f16, f32>;

/// A new array of a's shape and type, or out, which may be a.
array of_same_shape(const array& a, py::handle out) {
  const array dst = result(a.verb(), out, a.type(), a.shape());
  dst.refuse_overlap(a, true);
  return dst;
}

template <bool Log>
py::object any_softmax(const char* verb, const py::object& a, const py::object& axis, const py::object& out) {
  const array x(verb, "a", a);
  py::object made;
  dispatch(softmax_types{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const int at = axis_argument(verb, axis, x.rank());
    const array dst = of_same_shape(x, out);
    const auto from = axis_last(x.as<const T, most_axes>(), at, x.rank());
    const auto to = axis_last(dst.as<T, most_axes>(), at, x.rank());
    run([&] {
      if constexpr (Log) {
        return try_log_softmax(from, eido::axis<-1>, to);
      } else {
        return try_softmax(from, eido::axis<-1>, to);
      }
    });
    made = dst.object();
  });
  return made;
}

py::object softmax(const py::object& a, const py::object& axis, const py::object& out) {
  return any_softmax<false>("softmax", a, axis, out);
}

py::object log_softmax(const py::object& a, const py::object& axis, const py::object& out) {
  return any_softmax<true>("log_softmax", a, axis, out);
}

py::object sigmoid(const py::object& a, const py::object& out) {
  const array x("sigmoid", "a", a);
  py::object made;
  dispatch(softmax_types{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const array dst = of_same_shape(x, out);
    run([&] { return try_sigmoid(x.as<const T, most_axes>(), dst.as<T, most_axes>()); });
    made = number_or_array(dst, out);
  });
  return made;
}

py::tuple topk(const py::object& a, const py::object& k, const py::object& axis, const py::object& dtype) {
  const array x("topk", "a", a);
  const index count = integer_argument("topk", "k", k);
  py::tuple both;
  dispatch(ordered{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const int at = axis_argument("topk", axis, x.rank());
    if (count < 0 || count > x.shape(at)) {
      fail(errc::value_error, "topk: k = ", count, "; axis ", at, " of a, whose shape is ", x.shape(), ", has ",
           x.shape(at), " positions");
    }
    extents shape = x.shape();
    shape.value[at] = count;
    const element type = element_argument("topk", dtype, py::none(), element::int64);
    const bool known = dispatch(integers{}, type, [&](auto) {});
    if (!known) fail(errc::type_error, "topk: dtype is ", facts_of(type).name, "; expected ", names_of(integers{}));
    const array values = result("topk", py::none(), x.type(), shape), ids = result("topk", py::none(), type, shape);
    const auto from = axis_last(x.as<const T, most_axes>(), at, x.rank());
    const auto to = axis_last(values.as<T, most_axes>(), at, x.rank());
    dispatch(integers{}, type, [&](auto id) {
      const auto where = axis_last(ids.as<typename decltype(id)::type, most_axes>(), at, x.rank());
      run([&] { return try_topk(from, eido::axis<-1>, to, where); });
    });
    both = py::make_tuple(values.object(), ids.object());
  });
  return both;
}

py::object threshold(const py::object& a, const py::object& t, const py::object& out) {
  const array x("threshold", "a", a);
  py::object made;
  dispatch(numbers{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    T limit{};
    if constexpr (std::is_floating_point_v<T>) {
      limit = static_cast<T>(float_argument("threshold", "t", t));
    } else {
      const index given = integer_argument("threshold", "t", t);
      limit = static_cast<T>(given);
      if (static_cast<index>(limit) != given || (given < 0) != (limit < T(0))) {
        fail(errc::value_error, "threshold: t = ", given, " is no ", facts_of(x.type()).name);
      }
    }
    const array dst = result("threshold", out, element::uint8, x.shape());
    dst.refuse_overlap(x, x.type() == element::uint8);
    run([&] { return try_threshold(x.as<const T, most_axes>(), limit, dst.as<u8, most_axes>()); });
    made = number_or_array(dst, out);
  });
  return made;
}

py::object bincount(const py::object& labels, const py::object& minlength) {
  const array x("bincount", "labels", labels);
  const index least = integer_argument("bincount", "minlength", minlength);
  if (least < 0) fail(errc::value_error, "bincount: minlength = ", least, " is negative");
  py::object made;
  dispatch(integers{}, x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto from = x.as<const T, most_axes>();
    index largest = -1;
    run([&] { return detail::largest_label(from, largest); });
    const array dst = result("bincount", py::none(), element::int64, extents(largest < least ? least : largest + 1));
    run([&] { return try_bincount(from, dst.as<i64, 1>()); });
    made = dst.object();
  });
  return made;
}

py::object bbox_of(const py::object& mask) {
  const array m("bbox_of", "mask", mask);
  if (m.rank() != 2) m.fail_shape("two axes, (h, w)");
  py::object found = py::none();
  const auto look = [&](auto tag) {
    pixel_box box;
    run([&] {
      box = eido::bbox_of(m.as<const typename decltype(tag)::type, 2>());
      return status();
    });
    if (!box.empty()) found = py::make_tuple(box.left, box.upper, box.right, box.lower);
  };
  if (m.type() == element::boolean) {
    look(type_tag<u8>{});
  } else {
    dispatch(numbers{}, m, look);
  }
  return found;
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

a      integers, float16, float32, float64; any strides.
dtype  any integer type; int64, or out's, when None.
out    where the result goes, any strides: a's shape without the axis; must not overlap a.

Raises TypeError (dtypes), ValueError (shapes, an empty axis, more positions than dtype names), IndexError (axis).)");

  m.def("argmin", argmin, py::arg("a"), py::arg("axis"), py::arg("dtype") = py::none(), py::arg("out") = py::none(),
        R"(argmin(a, axis, dtype=None, out=None)
--

The position of the least value along an axis: the first of equals, NaN before all. Equals np.argmin(a, axis).

a, axis, dtype, out  as argmax takes them.

Raises as argmax.)");

  m.def("amax", amax, py::arg("a"), py::arg("axis"), py::arg("out") = py::none(), R"(amax(a, axis, out=None)
--

The largest value along an axis, NaN where there is one. Equals np.amax(a, axis).

a    integers, float16, float32, float64; any strides.
out  where the result goes, any strides: a's dtype, its shape without the axis; must not overlap a.

Raises TypeError (dtypes), ValueError (shapes, an empty axis), IndexError (axis).)");

  m.def("amin", amin, py::arg("a"), py::arg("axis"), py::arg("out") = py::none(), R"(amin(a, axis, out=None)
--

The least value along an axis, NaN where there is one. Equals np.amin(a, axis).

a, axis, out  as amax takes them.

Raises as amax.)");

  m.def("argmax_max", argmax_max, py::arg("a"), py::arg("axis"), py::arg("dtype") = py::none(),
        R"(argmax_max(a, axis, dtype=None)
--

(ids, values): argmax and amax in one pass. Equals torch.max(a, dim=axis), which gives (values, ids).

a, axis, dtype  as argmax takes them.

Raises as argmax.)");

  m.def("softmax", softmax, py::arg("a"), py::arg("axis"), py::arg("out") = py::none(), R"(softmax(a, axis, out=None)
--

e^(a - max) / sum along an axis. What torch.softmax(a, axis) computes, with bits that are the same on every CPU, axis and
layout; NaN where a line has NaN, +inf or nothing but -inf.

a    float32 or float16, any strides; float16 is computed in float32 and rounded, as torch does.
out  where the result goes, any strides: a's dtype and shape; may be a itself.

Raises TypeError (dtypes), ValueError (shapes, out overlaps a partly), IndexError (axis).)");

  m.def("log_softmax", log_softmax, py::arg("a"), py::arg("axis"), py::arg("out") = py::none(),
        R"(log_softmax(a, axis, out=None)
--

a - max - log of the sum of e^(a - max) along an axis. What torch.log_softmax(a, axis) computes; bits as softmax.

a, axis, out  as softmax takes them.

Raises as softmax.)");

  m.def("sigmoid", sigmoid, py::arg("a"), py::arg("out") = py::none(), R"(sigmoid(a, out=None)
--

1 / (1 + e^-a) of each element. What torch.sigmoid(a) computes; bits as softmax.

a, out  as softmax takes them.

Raises TypeError (dtypes), ValueError (shapes, out overlaps a partly).)");

  m.def("topk", topk, py::arg("a"), py::arg("k"), py::arg("axis") = -1, py::arg("dtype") = py::none(),
        R"(topk(a, k, axis=-1, dtype=None)
--

(values, ids): the k largest along an axis, from the largest on, and their positions; of equals the first, NaN above all.
Equals torch.topk(a, k, axis), which leaves the order of equals open.

a      integers, float16, float32, float64; any strides.
dtype  of the positions, any integer type; int64 when None.

Raises TypeError (dtypes), ValueError (k, more positions than dtype names), IndexError (axis).)");

  m.def("threshold", threshold, py::arg("a"), py::arg("t"), py::arg("out") = py::none(), R"(threshold(a, t, out=None)
--

Where a > t, as 1 and 0; NaN gives 0. Equals (a > t).astype(np.uint8).

a    integers, float32, float64; any strides.
t    a number of a's dtype.
out  where the result goes, any strides: uint8, a's shape; must not overlap a, but may be a where a is uint8.

Raises TypeError (dtypes, t), ValueError (shapes, overlap).)");

  m.def("bincount", bincount, py::arg("labels"), py::arg("minlength") = 0, R"(bincount(labels, minlength=0)
--

How often each label comes: the areas of classes, int64. Equals np.bincount(labels.ravel(), minlength=minlength).

labels  integers of any shape and strides, none of them negative.

Raises TypeError (dtypes), ValueError (a negative label, minlength).)");

  m.def("bbox_of", bbox_of, py::arg("mask"), R"(bbox_of(mask)
--

(left, upper, right, lower) of the pixels that are not 0, right and lower behind the last of them; None where all are 0.
Equals Image.fromarray(mask).getbbox().

mask  (h, w); bool, integers, float32, float64; any strides.

Raises TypeError (dtypes), ValueError (shapes).)");

  m.def("explain_diff", explain, py::arg("a"), py::arg("b"));
}

}  // namespace eido::python
