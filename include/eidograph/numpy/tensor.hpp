// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <new>

#include "../view/assign.hpp"
#include "expression.hpp"
#include "storage.hpp"

namespace eido::inline EIDO_ABI {

template <class T, int R>
class tensor;

}  // namespace eido

namespace xt {

// What xtensor wants to know of a container that is not its own: all as of its own of the same kind.
template <class T, int R>
struct xcontainer_inner_types<eido::tensor<T, R>>
    : xcontainer_inner_types<xtensor_container<uvector<T, eido::detail::tensor_allocator<T>>,
                                               static_cast<std::size_t>(R), layout_type::row_major>> {
  using temporary_type = eido::tensor<T, R>;
};

template <class T, int R>
struct xiterable_inner_types<eido::tensor<T, R>> : xcontainer_iterable_types<eido::tensor<T, R>> {};

}  // namespace xt

namespace eido::inline EIDO_ABI {

/// An array that owns its elements, in C order, and an xtensor container: every xtensor expression takes it and
/// assigns to it. Python: `np.ndarray` of a fixed dtype and rank. shape(), strides() (0 along an axis of one element),
/// data(), size(), begin() ... are xtensor's. Memory begins at a multiple of 64 bytes; see storage.hpp.
///   tensor<u8, 3> t({h, w, 3})      zeros, as np.zeros; ({h, w, 3}, 7) is full of 7, {{1, 2}, {3, 4}} these elements
///   tensor<u8, 3> t = x             a copy: of any array of this element type and rank, of any xtensor expression
///   t[i]                            numpy's sub-array: a view, or the element when the rank is 1
///   t["1:, ::2"_s]                  a slice, a view; t(range(1, 3), all) the same; t["..."_s] = x copies or fills
///   t(i, j, k)                      one element; negative indices count from the end
/// As in every xtensor expression, t(i, j, k) takes any index on an axis of one element: it is broadcast.
/// Views point into the tensor: none is given of a temporary. The default is a shape of zeros (rank 0: one zero); a
/// tensor that was moved from is that too. tensor<f32, 1>({5}) is a list of one element, as in std::vector;
/// zeros<f32>({5}) has five.
/// Errors: errc::index_error; errc::shape_error for a negative extent, a ragged list, or an expression whose rank,
/// known at run time only, is not R; errc::memory_error.
template <class T, int R>
class tensor : public xt::xstrided_container<tensor<T, R>>, public xt::xcontainer_semantic<tensor<T, R>> {
  static_assert(std::is_trivially_copyable_v<T> && !std::is_const_v<T>,
                "eidograph: a tensor holds plain, writable elements");
  using base = xt::xstrided_container<tensor>;
  using semantic = xt::xcontainer_semantic<tensor>;

 public:
  static constexpr int rank = R;
  using element_type = T;
  using typename base::const_reference;
  using typename base::reference;
  using typename base::shape_type;
  using typename base::size_type;
  using typename base::storage_type;
  using typename base::value_type;
  using temporary_type = tensor;
  using expression_tag = xt::xtensor_expression_tag;

  tensor() noexcept(R > 0) : storage_(R == 0 ? 1 : 0, T()) {}
  explicit tensor(const index_array<R>& shape) : tensor(shape, T()) {}
  explicit tensor(const index_array<R>& shape, T value) : tensor() {
    allocate(shape, true);
    std::fill(storage_.begin(), storage_.end(), value);
  }
  tensor(xt::nested_initializer_list_t<T, static_cast<std::size_t>(R)> elements) : tensor() {
    index_array<R> shape;
    if (!detail::list_shape<0>(elements, shape, true)) {
      detail::raise(status::failure(errc::shape_error, "tensor: the lists are ragged; expected the shape ", shape));
    }
    allocate(shape, false);
    T* next = this->data();
    detail::copy_list(elements, next);
  }

  tensor(const tensor&) = default;
  tensor& operator=(const tensor& other) {
    if (this->shape() == other.shape()) {
      std::copy(other.storage_.begin(), other.storage_.end(), storage_.begin());
    } else {
      tensor fresh(other);  // may throw; the shape changes after that
      swap(fresh);
    }
    return *this;
  }
  tensor(tensor&& other) noexcept(R > 0) : tensor() { swap(other); }
  tensor& operator=(tensor&& other) noexcept(R > 0) {
    tensor moved(std::move(other));
    swap(moved);
    return *this;
  }
  ~tensor() = default;

  template <class E>
  tensor(const xt::xexpression<E>& e) : tensor() {
    semantic::assign(e);
  }
  template <class E>
  tensor& operator=(const xt::xexpression<E>& e) {
    return semantic::operator=(e);
  }

  template <class X>
    requires(detail::foreign_array<X> && !std::is_same_v<X, shape_type>)
  tensor(const X& x) : tensor() {
    const auto v = detail::as_const_view(x);
    using V = detail::bare<decltype(v)>;
    static_assert(V::rank == R, "eidograph: this array has another rank than the tensor that is to hold a copy of it");
    static_assert(std::is_same_v<typename V::value_type, T>,
                  "eidograph: this array has another element type than the tensor: convert it, astype<T>(x)");
    allocate(v.shape(), false);
    detail::copy_elements(view<T, R>(this->data(), v.shape()), v);
  }

  template <class X>
    requires(std::is_arithmetic_v<X> && R > 0)
  tensor& operator=(X) {
    static_assert(!std::is_arithmetic_v<X>, "eidograph: t = 5 would replace the array, as in Python: t.fill(5)");
    return *this;
  }

  /// Not initialised. Named as xtensor's.
  template <class S>
  static tensor from_shape(const S& shape) {
    tensor t;
    t.resize(shape);
    return t;
  }

  void swap(tensor& other) noexcept {
    std::swap(this->shape_impl(), other.shape_impl());
    std::swap(this->strides_impl(), other.strides_impl());
    std::swap(this->backstrides_impl(), other.backstrides_impl());
    storage_.swap(other.storage_);
  }

  /// xtensor's: the elements are lost when the shape changes. A shape of another length is refused.
  template <class S = shape_type>
  void resize(const S& shape, bool force = false) {
    allocate(detail::shape_of_rank<R>(shape), force);
  }
  void resize(const index_array<R>& shape) { allocate(shape, false); }

  /// xtensor's: the same elements in another shape of the same rank; one extent may be -1.
  tensor& reshape(index_array<R> shape) & {
    const index_array<R> wanted = shape;
    if (!detail::complete_shape(shape, static_cast<index>(this->size()))) {
      detail::raise(status::failure(errc::shape_error, "reshape: cannot reshape array of size ", this->size(),
                                    " into shape ", wanted));
    }
    base::resize(detail::unsigned_shape(shape), true);  // as many elements: nothing moves
    return *this;
  }

  template <class I>
  decltype(auto) operator[](const I& i) & {
    return detail::subscript(*this, i);
  }
  template <class I>
  decltype(auto) operator[](const I& i) const& {
    return detail::subscript(*this, i);
  }
  template <class I>
  auto operator[](const I& i) const&& {
    if constexpr (detail::selects_element<R, I>) {
      return T(detail::subscript(*this, i));
    } else {
      static_assert(detail::selects_element<R, I>,
                    "eidograph: a view of a temporary would dangle: give the array a name first");
    }
  }
  template <class I>
  reference operator[](std::initializer_list<I> position) {
    return detail::subscript(*this, position);
  }
  template <class I>
  const_reference operator[](std::initializer_list<I> position) const {
    return detail::subscript(*this, position);
  }

  template <class... S>
  decltype(auto) operator()(const S&... items) & {
    return detail::call(*this, items...);
  }
  template <class... S>
  decltype(auto) operator()(const S&... items) const& {
    return detail::call(*this, items...);
  }
  template <class... S>
  auto operator()(const S&... items) const&& {
    if constexpr (detail::names_element<S...>) {
      return T(detail::call(*this, items...));
    } else {
      static_assert(detail::names_element<S...>,
                    "eidograph: a view of a temporary would dangle: give the array a name first");
    }
  }

  // Every assignment of xtensor ends in one of these two. xtensor 0.24 writes past the shape of a container of fixed
  // rank when the expression has another one.
  template <class E>
  tensor& assign_xexpression(const xt::xexpression<E>& e) {
    detail::check_rank<R>(e.derived_cast());
    return semantic::assign_xexpression(e);
  }
  template <class E>
  tensor& computed_assign(const xt::xexpression<E>& e) {
    detail::check_rank<R>(e.derived_cast());
    return semantic::computed_assign(e);
  }

 private:
  friend class xt::xcontainer<tensor>;

  storage_type& storage_impl() noexcept { return storage_; }
  const storage_type& storage_impl() const noexcept { return storage_; }

  void allocate(const index_array<R>& shape, bool force) {
    bool fits = detail::allocatable(shape, static_cast<index>(sizeof(T)));
    try {
      if (fits) base::resize(detail::unsigned_shape(shape), force);
    } catch (const std::bad_alloc&) {
      *this = tensor();  // the shape was set already
      fits = false;
    }
    if (!fits) {
      detail::raise(status::failure(errc::memory_error, "tensor: cannot allocate an array of shape ", shape, " with ",
                                    sizeof(T), " bytes an element"));
    }
  }

  storage_type storage_;
};

}  // namespace eido
