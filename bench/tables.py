# SPDX-License-Identifier: MIT
"""Results as the tables of docs/performance.md."""

import re
from itertools import groupby
from math import floor, log10


def digits(x, count=3):
    """x with that many significant digits and no exponent."""
    return f"{x:.{max(0, count - 1 - floor(log10(x)))}f}"


def time(measured):
    return f"{digits(measured['min'])} ({digits(measured['median'])})"


def pixels(peer):
    if peer["differing"] == 0:
        return "**equal**"
    share = max(100 * peer["differing"], 0.001)
    return f"{share:.2g} % differ, by at most {peer['largest']:.2g}"


def peer_cell(peer, ours):
    return f"{peer['name']} {peer['how']}: {time(peer)}, {digits(peer['min'] / ours['min'], 2)} x, {pixels(peer)}"


def target_cell(measured, limit):
    return f"{time(measured)}, {digits(measured['min'] / limit['min'], 2)} x limit"


def row(name, result, targets):
    ours, limit = result["targets"], result["limit"]
    peers = [peer_cell(p, ours[targets[0]]) for p in sorted(result["peers"], key=lambda p: p["min"])]
    cells = [name, time(limit), *(target_cell(ours[t], limit) for t in targets)]
    return [*cells, peers[0] if peers else "", "<br>".join(peers[1:])]


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def times(report):
    """report: what run_bench.py wrote as JSON."""
    targets = report["targets"]
    head = ["job", "memory limit", *(f"eidograph, {t}" for t in targets), "fastest peer", "other peers"]
    parts = [f"- {name}: {value}" for name, value in report["about"].items()]
    for room, jobs in groupby(report["results"].items(), key=lambda item: item[0].split("/")[0]):
        rows = [row(name.split("/", 1)[1].replace("/", ": "), result, targets) for name, result in jobs]
        parts += ["", f"### {room}", "", table(head, rows)]
    return "\n".join(parts)


def thousands(count):
    return f"{count:,}".replace(",", " ")


def counts(report):
    """report: what run_arm.py wrote as JSON."""
    targets = report["targets"]
    head = ["job", *(f"eidograph, {t}" for t in targets), "peers"]
    parts = [f"- {name}: {value}" for name, value in report["about"].items()]
    rows = []
    for name, result in report["results"].items():
        ours = result["targets"]
        peers = []
        for p in sorted(result["peers"], key=lambda p: p["count"]):
            ratio = digits(p["count"] / ours[targets[0]], 2)
            peers.append(f"{p['name']} {p['how']}: {thousands(p['count'])}, {ratio} x, {pixels(p)}")
        rows.append([name, *(thousands(ours[t]) for t in targets), "<br>".join(peers)])
    return "\n".join([*parts, "", table(head, rows)])


def around(path, marker):
    """What a file holds up to <!-- marker -->, behind it and from <!-- /marker --> on, the marks not in the middle."""
    first, last = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
    before, begun, rest = path.read_text().partition(first)
    inside, ended, after = rest.partition(last)
    if not begun or not ended:
        raise SystemExit(f"{path}: there is no {first.strip()} ... {last}")
    return before + begun, inside, ended + after


def replace(path, marker, text):
    """Puts text between the marks."""
    before, _, after = around(path, marker)
    path.write_text(f"{before}\n{text}\n\n{after}")


def replace_section(path, marker, title, text):
    """Puts text below a heading between the marks; what is below other headings stays."""
    _, inside, _ = around(path, marker)
    sections = [s.strip() for s in re.split("^(?=## )", inside, flags=re.MULTILINE)]
    others = [s for s in sections if s and not s.startswith(f"## {title}\n")]
    replace(path, marker, "\n\n".join(sorted([*others, f"## {title}\n\n{text}"])))
