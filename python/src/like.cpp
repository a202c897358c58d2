// SPDX-License-Identifier: MIT
#include "like.hpp"

#include <string_view>

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

const contract_facts* find(std::string_view name, contract_kind kind) noexcept {
  for (const contract_facts& facts : contract_table) {
    if (facts.kind == kind && name == facts.name) return &facts;
  }
  return nullptr;
}

/// The names of a kind as a part of a message.
struct names_of_kind {
  contract_kind kind;

  template <class Put>
  void write_to(Put put) const {
    const char* between = "";
    for (const contract_facts& facts : contract_table) {
      if (facts.kind == kind) put(between), put(facts.name), between = ", ";
    }
  }
};

[[noreturn]] void fail_name(const char* verb, const char* argument, const char* given, contract_kind kind) {
  fail(errc::value_error, verb, ": ", argument, " = '", given, "'; expected ", names_of_kind{kind});
}

/// Cuts decimal digits off the front; false where there are none, or more than a version has.
bool take_number(std::string_view& text, int& number) noexcept {
  std::size_t digits = 0;
  number = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    number = number * 10 + (text[digits] - '0');
    if (digits == 4) return false;
  }
  text.remove_prefix(digits);
  return digits > 0;
}

bool take_version(std::string_view text, resize_name& name) noexcept {
  if (!take_number(text, name.major) || text.empty() || text.front() != '.') return false;
  text.remove_prefix(1);
  return take_number(text, name.minor) && text.empty();
}

struct ending {
  name_endings bit;
  std::string_view text;
};
constexpr ending all_endings[] = {{plain, ".plain"},
                                  {align_corners, ".align_corners"},
                                  {legacy, ".legacy"},
                                  {contiguous, ".contiguous"},
                                  {single_thread, ".single_thread"},
                                  {pytorch_half_pixel, ".pytorch_half_pixel"},
                                  {asymmetric, ".asymmetric"},
                                  {half_pixel_symmetric, ".half_pixel_symmetric"},
                                  {round_prefer_ceil, ".round_prefer_ceil"},
                                  {floor_ending, ".floor"},
                                  {ceil_ending, ".ceil"}};

/// Cuts an ending off a name; false where none is left, or another of its kind has been taken.
bool take_ending(std::string_view& name, int& taken) noexcept {
  for (const ending& e : all_endings) {
    if (name.size() <= e.text.size() || name.substr(name.size() - e.text.size()) != e.text) continue;
    for (const int kind : {int(onnx_grids | legacy), int(onnx_roundings)}) {
      if ((e.bit & kind) && (taken & kind)) return false;
    }
    name.remove_suffix(e.text.size());
    taken |= e.bit;
    return true;
  }
  return false;
}

/// What may stand behind a name, as a part of a message.
struct endings_of {
  int endings;

  template <class Put>
  void write_to(Put put) const {
    const char* between = "";
    for (const ending& e : all_endings) {
      if (endings & e.bit) put(between), put(e.text.data()), between = ", ";
    }
    if (endings & version) put(between), put(":MAJOR.MINOR");
    if (!endings) put("nothing");
  }
};

py::dict contracts() {
  constexpr const char* kinds[] = {"resize", "normalize", "blend", "longest", "long_edge", "center_crop", "letterbox"};
  py::dict all;
  for (const contract_facts& facts : contract_table) {
    py::dict entry;
    entry["kind"] = kinds[static_cast<int>(facts.kind)];
    entry["dtypes"] = py::str(facts.dtypes).attr("split")();
    entry["proved"] = facts.proved;
    all[facts.name] = entry;
  }
  return all;
}

}  // namespace

resize_name resize_argument(const char* verb, const char* argument, py::handle given) {
  const char* const text = string_argument(verb, argument, given);
  std::string_view name(text);
  resize_name found;
  if (const std::size_t colon = name.find(':'); colon != name.npos) {
    if (!take_version(name.substr(colon + 1), found)) {
      fail(errc::value_error, verb, ": ", argument, " = '", text,
           "'; expected a version such as 12.2 behind the colon");
    }
    name = name.substr(0, colon);
    found.endings |= version;
  }
  while (take_ending(name, found.endings)) {
  }
  found.facts = find(name, contract_kind::resize);
  if (!found.facts) fail_name(verb, argument, text, contract_kind::resize);
  if (found.endings & ~found.facts->endings) {
    fail(errc::value_error, verb, ": ", argument, " = '", text, "'; expected behind '", found.facts->name, "' ",
         endings_of{found.facts->endings});
  }
  return found;
}

void check_contract(const char* verb, const char* argument, py::handle given, contract_kind kind) {
  const char* const text = string_argument(verb, argument, given);
  if (!find(text, kind)) fail_name(verb, argument, text, kind);
}

const contract_facts& blend_argument(const char* verb, py::handle given) {
  const std::string_view text = string_argument(verb, "like", given);
  for (const contract_facts& facts : contract_table) {
    const std::string_view name = facts.name;
    if (facts.kind == contract_kind::blend && (text == name || text == name.substr(0, name.find('.')))) return facts;
  }
  fail_name(verb, "like", text.data(), contract_kind::blend);
}

void bind_like(py::module_& m) {
  m.def("contracts", contracts, R"(contracts()
--

The names that like=, scale=, limit= and rule= take, each with a dict: "kind" ("resize", "normalize", "blend",
"longest", "long_edge", "center_crop" or "letterbox"), "dtypes" (names of the element types it takes; none for sizes)
and "proved" (the Python library, with the version whose bits it was proved to give).
Behind names of kind "resize" may stand endings, such as ".plain" or ".align_corners"; see resize.)");
}

}  // namespace eido::python
