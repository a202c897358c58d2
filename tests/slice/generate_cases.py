# SPDX-License-Identifier: MIT
"""Writes C++ tests of slices and patterns whose expected results come from numpy and einops.

    python generate_cases.py OUTDIR [--seed N]

Writes OUTDIR/slice_cases_{0..5}.cpp and arrange_cases_{0..5}.cpp, to be compiled with the tests of this folder.
"""
import argparse
import pathlib
import random

import einops
import numpy as np

MEMORY = (np.arange(8192, dtype=np.uint64) * 2654435761).astype(np.uint32).view(np.int32)
LITERALS, CALLS, TRIES, PATTERNS, REPEATS = 1500, 520, 120, 760, 120
LOWEST, HIGHEST = -(2**63), 2**63 - 1
MOST_AXES = 10
FILES = 6  # of slices, and of patterns: compiled in parallel


def fnv(array):
    h = 14695981039346656037
    for byte in np.ascontiguousarray(array, "<i4").tobytes():
        h = (h ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return h


def strided(rng, shape):
    """An array of the shape inside MEMORY: axes in any order, forwards or backwards, with gaps or stretched."""
    gaps = [rng.choice([1, 1, 1, 2]) for _ in shape]
    order = rng.sample(range(len(shape)), len(shape)) if rng.random() < 0.4 else list(range(len(shape)))
    stored = [shape[k] * gaps[k] for k in order]
    size = int(np.prod(stored, dtype=np.int64)) if 0 not in stored else 0
    if size > 6000:
        raise ValueError(shape)
    start = rng.randrange(0, 100)
    x = MEMORY[start:start + size].reshape(stored)
    x = x.transpose(np.argsort(order)) if stored else x
    if shape:
        x = x[tuple(slice(None, None, gaps[k] * rng.choice([1, 1, 1, -1])) for k in range(len(shape)))]
    if shape and rng.random() < 0.08:
        k = rng.randrange(len(shape))
        if shape[k] > 0:
            x = np.broadcast_to(x[tuple(slice(0, 1) if i == k else slice(None) for i in range(len(shape)))], shape)
    return x


def number(n):
    return {LOWEST: "lowest", HIGHEST: "highest"}.get(n, str(n))


def listed(numbers):
    return "{" + ", ".join(number(n) for n in numbers) + "}"


def view_text(x):
    offset = (x.__array_interface__["data"][0] - MEMORY.__array_interface__["data"][0]) // 4
    offset = offset if x.size else 0
    return f"view<const i32, {x.ndim}>(memory + {offset}, {listed(x.shape)}, {listed(s // 4 for s in x.strides)})"


def typed(rng, n):
    """A C++ integer of some type with this value."""
    if n in (LOWEST, HIGHEST):
        return number(n)
    kinds = ["{}", "{}", "i64({})", "i16({})"] if -30000 < n < 30000 else ["i64({})"]
    if n >= 0:
        kinds += ["std::size_t({})"]
    if 0 <= n < 256:
        kinds += ["u8({})", "{}u"]
    return rng.choice(kinds).format(n)


class Case:
    """One line of the table: the C++ call, and what Python says."""

    def __init__(self, call, python, compute):
        self.call, self.error, self.result = call, None, None
        self.python = python.replace("\\", "").replace('"', "'")
        try:
            self.result = np.asarray(compute())
        except (IndexError, ValueError) as e:
            self.error = str(e)
            assert "is out of bounds for axis" in self.error or self.error == "slice step cannot be zero", self.error
        except (einops.EinopsError, ZeroDivisionError):
            self.error = "shape"

    def row(self, strides):
        row = f'    {{[](outcome& o) {{ {self.call} }}, "{self.python}", '
        if self.error is not None:
            return row + f'"{self.error}"}},\n'
        shape = self.result.shape
        return row + f"nullptr, {len(shape)}, {listed(shape)}, {{{', '.join(strides)}}}, {fnv(self.result)}u}},\n"


# ---- slices ----

def bound(rng, extent):
    kind = rng.random()
    if kind < 0.80:
        return rng.randint(-extent - 2, extent + 2)
    if kind < 0.92:
        return rng.randint(-4 * extent - 9, 4 * extent + 9)
    return rng.choice([LOWEST, LOWEST + 1, HIGHEST, HIGHEST - 1, 2**31, -2**31, 10**12, -10**12])


def step(rng):
    if rng.random() < 0.9:
        return rng.choice([1, 1, 2, 3, 4, 7, -1, -1, -2, -3, -5])
    return rng.choice([LOWEST, LOWEST + 1, HIGHEST, 2**40, -2**40, 2**62])


def random_items(rng, shape):
    """Items as tuples: ("int", i), ("range", start, stop, step) with None for what is left out, ("new",), ("dots",)."""
    rank = len(shape)
    use = rng.choice([rank, rank, rng.randint(0, rank)])
    dots_at = rng.randint(0, use) if rng.random() < 0.4 else None
    items, axis = [], 0
    for i in range(use + 1):
        if dots_at == i:
            items.append(("dots",))
            axis = rank - (use - i)
        if i == use:
            break
        extent = shape[axis]
        axis += 1
        kind = rng.random()
        if kind < 0.25:
            inside = extent > 0 and rng.random() < 0.93
            items.append(("int", rng.randint(-extent, extent - 1) if inside else bound(rng, extent)))
        elif kind < 0.35:
            items.append(("range", None, None, None))
        else:
            by = step(rng) if rng.random() < 0.6 else None
            ends = [bound(rng, extent), bound(rng, extent)]
            if rng.random() < 0.7:  # most ranges shall not be empty
                ends = sorted(rng.sample(range(extent + 1), 2) if extent > 0 else [0, 0], reverse=(by or 1) < 0)
                ends = [n - extent if n < extent and rng.random() < 0.4 else n for n in ends]
            ends = [n if rng.random() < 0.75 else None for n in ends]
            items.append(("range", *ends, 0 if rng.random() < 0.01 else by))
    for _ in range(rng.choice([0, 0, 0, 0, 1, 2])):
        items.insert(rng.randint(0, len(items)), ("new",))
    return items


def literal_case(rng, x, name):
    text, python, holes = "", "", []

    def space():
        return " " * rng.choice([0, 0, 0, 0, 1, 2])

    def put(n, hole):
        nonlocal text, python
        if hole:
            text += "{}" if rng.random() < 0.9 else "{ }"
            python += str(n)
            holes.append("none" if n is None else typed(rng, n))
        else:
            written = "None" if n is None else ("+" if n > 0 and rng.random() < 0.03 else "") + str(n)
            text += written
            python += written

    def both(s):
        nonlocal text, python
        text += s
        python += s

    fill = rng.choice([0, 0, 0.5, 1])
    items = random_items(rng, x.shape)
    for i, item in enumerate(items):
        both(("," if i else "") + space())
        if item[0] == "int":
            put(item[1], rng.random() < fill)
        elif item[0] == "new":
            both(rng.choice(["None", "None", "newaxis"]))
        elif item[0] == "dots":
            both("...")
        else:
            parts = item[1:]
            for k in range(3 if parts[2] is not None or rng.random() < 0.15 else 2):
                both((":" if k else "") + space())
                must = parts[k] == 0 and k == 2  # a literal zero step does not compile
                if parts[k] is not None or rng.random() < 0.08:
                    put(parts[k], must or rng.random() < fill)
                both(space())
        both(space())
    if items and rng.random() < 0.08:
        both("," + space())
    arguments = f"({', '.join(holes)})" if holes else ""
    scope = {"x": x, "newaxis": None}
    python = f"x[{python if items else '()'}]"
    return Case(f'o = {name}["{text}"_s{arguments}];', f"{name}: {python}", lambda: eval(python, scope))


def call_case(rng, x, name, attempt):
    cpp, python, rank = [], [], x.ndim
    for item in random_items(rng, x.shape):
        if item[0] == "int":
            cpp.append(typed(rng, item[1]))
            python.append(str(item[1]))
            rank -= 1
        elif item[0] == "new":
            cpp.append(rng.choice(["newaxis", "none"]))
            python.append("None")
            rank += 1
        elif item[0] == "dots":
            cpp.append("ellipsis")
            python.append("...")
        else:
            given = ["none" if n is None else typed(rng, n) for n in item[1:]]
            if item == ("range", None, None, None) and rng.random() < 0.8:
                cpp.append("all")
            elif item[1] is None and item[3] is None and rng.random() < 0.7:
                cpp.append(f"range({given[1]})")
            else:
                cpp.append(f"range({', '.join(given if item[3] is not None else given[:2])})")
            python.append(str(slice(*item[1:])))
    python = f"x[{', '.join(python) + ',' if python else '()'}]"
    call = f"o = {name}({', '.join(cpp)});"
    if attempt:
        call = f"view<const i32, {rank}> r; o.take(try_slice({', '.join([name, *cpp, 'r'])}), r);"
    return Case(call, f"{name}: {python}", lambda: eval(python, {"x": x}))


def slice_strides(case):
    """numpy's strides; where stride * step wraps round, one element is left and its stride says nothing."""
    if case.result is None:
        return []
    huge = any(abs(n) > 2**30 for n in numbers_in(case.python))
    return ["any" if huge and n <= 1 else str(s // 4) for n, s in zip(case.result.shape, case.result.strides)]


def numbers_in(text):
    digits = "".join(c if c.isdigit() else " " for c in text)
    return [int(word) for word in digits.split()]


# ---- patterns ----

NAMES = ["b", "h", "w", "c", "h1", "w1", "p1", "p2", "x_y", "Frames", "t"]


def cut_into_groups(rng, axes, chance):
    groups = []
    for axis in axes:
        if groups and axis != "..." and groups[-1] != ["..."] and rng.random() < chance:
            groups[-1].append(axis)
        else:
            groups.append([axis])
    return groups


def side_text(rng, groups, ones):
    """The text of a side; ones: at which groups an axis of one element goes in front."""
    words = []
    for i, group in enumerate(groups + [None]):
        words += [rng.choice(["1", "()"]) for _ in range(ones.count(i))]
        if group is not None:
            inner = list(group)
            if len(inner) > 1 and rng.random() < 0.1:
                inner.insert(rng.randint(0, len(inner)), "1")
            words.append(inner[0] if len(inner) == 1 and rng.random() < 0.95 or inner == ["..."]
                         else "(" + " ".join(inner) + ")")
    return rng.choice([" ", " ", "  "]).join(words)


def random_ones(rng, groups):
    return [rng.randint(0, len(groups)) for _ in range(rng.choice([0, 0, 0, 1, 2]))]


def pattern_case(rng, repeat):
    names = rng.sample(NAMES, rng.randint(0 if not repeat else 1, 5))
    size = {name: rng.choice([1, 2, 2, 3, 3, 4, 5]) for name in names}
    if names and rng.random() < 0.06:
        size[rng.choice(names)] = 0
    axes = list(names)
    dots = [rng.choice([1, 2, 3]) for _ in range(rng.choice([0, 1, 2, 2]))]
    has_dots = rng.random() < 0.3
    if has_dots:
        axes.insert(rng.randint(0, len(axes)), "...")
    left = cut_into_groups(rng, axes, 0.3)
    left_ones = random_ones(rng, left)
    shape = []
    for i, group in enumerate(left + [None]):
        shape += [1] * left_ones.count(i)
        if group is not None:
            shape += dots if group == ["..."] else [int(np.prod([size[a] for a in group]))]
    lengths = {}
    for group in left:
        if len(group) > 1:
            drop = rng.choice(group + [None])
            lengths.update({a: size[a] for a in group if a != drop})
        elif group != ["..."] and rng.random() < 0.05:
            lengths[group[0]] = size[group[0]]
    if lengths and rng.random() < 0.08:
        lengths[rng.choice(list(lengths))] += rng.choice([1, 2])
    right_axes = rng.sample(axes, len(axes)) if rng.random() < 0.8 else list(axes)
    plain = False
    if repeat:
        for name in rng.sample(["r1", "r2", "2", "3"], rng.choice([1, 1, 2])):
            right_axes.insert(rng.randint(0, len(right_axes)), name)
            if name[0] == "r":
                lengths[name] = rng.choice([1, 2, 3])
        plain = rng.random() < 0.5
    right = cut_into_groups(rng, right_axes, 0.0 if plain else 0.3)
    if has_dots and not plain and rng.random() < 0.3:  # an ellipsis inside parentheses
        at = right.index(["..."])
        if at + 1 < len(right):
            right[at:at + 2] = [right[at] + right[at + 1]]
        else:
            right[at] = ["...", "1"]
    right_ones = random_ones(rng, right)
    pattern = f"{side_text(rng, left, left_ones)} -> {side_text(rng, right, right_ones)}"
    rank = len(right_ones) + sum(len(dots) if group == ["..."] else 1 for group in right)
    if rank >= MOST_AXES:
        raise ValueError(pattern)
    x = strided(rng, shape)
    verb = "repeat" if repeat else "rearrange"
    given = [f'length<"{a}">({typed(rng, n)})' for a, n in lengths.items()]
    python = f"{verb}({x.shape}, '{pattern}', {lengths})"
    compute = lambda: getattr(einops, verb)(x, pattern, **lengths)
    write = Case("", "into " + python, compute)
    # with lengths that do not fit, any destination of the right rank
    dst_shape = write.result.shape if write.error is None else [1] * rank
    dst = f"o.destination<{rank}>({rng.randrange(3)}, {listed(dst_shape)})"
    call = f'{verb}<"{pattern}">'
    write.call = f"{call}({', '.join([view_text(x), *given, dst])});"
    cases = [write]
    if not repeat or plain:
        see = Case(f"o = {call}({', '.join([view_text(x), *given])});", python, compute)
        if see.error is None and see.result.size > 0 and not repeat and not np.shares_memory(x, see.result):
            see.error = "shape"  # numpy had to copy
        cases.append(see)
    return cases


def pattern_strides(case):
    """numpy's strides where they move something."""
    if case.result is None:
        return []
    repeated = case.python.startswith(("into", "repeat")) or case.result.size == 0
    return ["any" if repeated or n <= 1 else str(s // 4) for n, s in zip(case.result.shape, case.result.strides)]


# ---- output ----

def write_file(path, title, bases, cases, strides_of):
    with open(path, "w") as out:
        out.write('#include "slice/generated_cases.hpp"\n\nusing namespace eido_test;\n\nnamespace {\n\n')
        for name, x in bases.items():
            out.write(f"constexpr auto {name} = {view_text(x)};\n")
        out.write("\n" * bool(bases) + "const expected cases[] = {\n")
        out.writelines(case.row(strides_of(case)) for case in cases)
        out.write(f'}};\n\n}}  // namespace\n\nTEST_CASE("{title} ({len(cases)} cases)") {{\n'
                  "  for (const expected& want : cases) check(want);\n}\n")


def make_bases(rng):
    shapes = [(), (0,), (1,), (7,), (4, 0), (0, 3), (3, 5), (6, 1), (2, 0, 3), (4, 3, 5), (5, 4, 3), (1, 6, 2),
              (2, 3, 4, 3), (3, 1, 2, 5), (2, 3, 0, 2), (2, 2, 3, 2, 3), (1, 3, 2, 2, 4), (2, 3, 2, 2, 3, 2),
              (3, 2, 1, 3, 2, 2)]
    return [strided(rng, shape) for shape in shapes for _ in range(3 if shape else 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outdir", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.outdir.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    everywhere = make_bases(rng)

    slices = []
    for make, count in ((literal_case, LITERALS), (lambda *a: call_case(*a, False), CALLS),
                        (lambda *a: call_case(*a, True), TRIES)):
        done = 0
        while done < count:
            k = rng.randrange(len(everywhere))
            x, name = everywhere[k], f"a{k}"
            if make is not literal_case and x.ndim == 0:
                continue
            case = make(rng, x, name)
            if case.result is None or case.result.ndim < MOST_AXES:
                slices.append((name, x, case))
                done += 1
    for i in range(FILES):
        part = slices[i::FILES]
        write_file(options.outdir / f"slice_cases_{i}.cpp", f"slice/generated {i}: slices equal numpy's",
                   {name: x for name, x, _ in part}, [case for _, _, case in part], slice_strides)

    patterns = []
    for repeat, count in ((False, PATTERNS), (True, REPEATS)):
        done = 0
        while done < count:
            try:
                patterns.append(pattern_case(rng, repeat))
                done += 1
            except ValueError:
                continue
    for i in range(FILES):
        write_file(options.outdir / f"arrange_cases_{i}.cpp", f"slice/generated {i}: patterns equal einops's", {},
                   sum(patterns[i::FILES], []), pattern_strides)

    print(f"{len(slices)} slices ({sum(c.error is not None for _, _, c in slices)} errors), "
          f"{len(patterns)} patterns ({sum(c.error is not None for c in sum(patterns, []))} errors in both forms)")


if __name__ == "__main__":
    main()
