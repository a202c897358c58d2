# SPDX-License-Identifier: MIT
import ast
import inspect
import pathlib
import sys
import threading

import numpy as np
import pytest

import eidograph

FOLDER = pathlib.Path(eidograph.__file__).parent
STUB = ast.parse((FOLDER / "__init__.pyi").read_text())
FUNCTIONS = {node.name: node for node in STUB.body if isinstance(node, ast.FunctionDef)}
CLASSES = {node.name: node for node in STUB.body if isinstance(node, ast.ClassDef)}


def test_the_stub_has_every_name():
    assert (FOLDER / "py.typed").is_file()
    assert set(FUNCTIONS) | set(CLASSES) - {"Contract"} == set(eidograph.__all__)
    for name in set(CLASSES) - {"Contract", "Compose"}:
        fields = [node.target.id for node in CLASSES[name].body if isinstance(node, ast.AnnAssign)]
        assert fields == list(getattr(eidograph, name)._fields)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_stub_has_the_signature(name):
    arguments = FUNCTIONS[name].args
    named = [(argument.arg, "POSITIONAL_ONLY") for argument in arguments.posonlyargs]
    named += [(argument.arg, "POSITIONAL_OR_KEYWORD") for argument in arguments.args]
    defaults = [None] * (len(named) - len(arguments.defaults)) + arguments.defaults
    expected = [(*pair, default) for pair, default in zip(named, defaults)]
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        expected.append((argument.arg, "KEYWORD_ONLY", default))
    if arguments.kwarg:
        expected.append((arguments.kwarg.arg, "VAR_KEYWORD", None))
    found = list(inspect.signature(getattr(eidograph, name)).parameters.values())
    assert [(p.name, p.kind.name) for p in found] == [(name, kind) for name, kind, _ in expected]
    for parameter, (_, _, default) in zip(found, expected):
        value = parameter.empty if default is None else ast.literal_eval(default)
        assert parameter.default == value


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_verb_is_documented(name):
    text = inspect.getdoc(getattr(eidograph, name))
    assert text and text[0] != " " and "--" not in text
    for argument in FUNCTIONS[name].args.args:
        assert argument.arg in text


def test_defaults_of_the_compiled_part_are_those_of_the_signature():
    img = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    assert np.array_equal(eidograph.resize(img, (2, 3)), eidograph.resize(img, (2, 3), "pillow.bilinear", None, None, None))
    assert np.array_equal(eidograph.normalize(img, 0.5, 0.5),
                          eidograph.normalize(img, 0.5, 0.5, "torchvision", -1, None))
    mask = img[..., 0]
    assert np.array_equal(eidograph.overlay(img, mask, (1, 2, 3), 0.5),
                          eidograph.overlay(img, mask, (1, 2, 3), 0.5, "numpy", "pillow.bilinear", None))
    assert eidograph.imencode(".jpg", img) == eidograph.imencode(".jpg", img, 75)
    assert np.array_equal(eidograph.imdecode(eidograph.imencode(".png", img)), img)


def test_contracts_are_all_that_like_takes():
    img, values = np.zeros((4, 5, 3), np.uint8), {}
    for name, facts in eidograph.contracts().items():
        assert set(facts) == {"kind", "dtypes", "proved"} and facts["proved"].split()[1][0].isdigit()
        values.setdefault(facts["kind"], []).append(name)
        for dtype in facts["dtypes"]:
            a = img.astype(dtype)
            if facts["kind"] == "resize":
                assert eidograph.resize(a, (2, 2), name).dtype == a.dtype
                if name.startswith("pillow."):
                    older = f"{name}.plain:12.2" if dtype == "uint16" else f"{name}.plain:12.1"
                    assert eidograph.resize(a, (2, 2), older).dtype == a.dtype
            elif facts["kind"] == "normalize":
                assert eidograph.normalize(a, 0, 1, name).dtype == np.float32
            elif facts["kind"] == "center_crop":
                assert eidograph.center_crop(a, (2, 2), name).dtype == a.dtype
            elif facts["kind"] == "letterbox":
                assert eidograph.letterbox(a, (2, 2), 7, name).image.dtype == a.dtype
            else:
                assert eidograph.overlay(a, img[..., 0], "voc", 0.5, name).dtype == a.dtype
    for name in values["longest"]:
        assert eidograph.short_size((4, 8), 3, 4, name) == (2, 4)
    for name in values["long_edge"]:
        assert eidograph.long_size((4, 8), 4, name) == (2, 4)
    assert {kind: len(names) for kind, names in values.items()} == {
        "resize": 30, "normalize": 1, "blend": 4, "longest": 2, "long_edge": 2, "center_crop": 2, "letterbox": 2}
    with pytest.raises(TypeError):
        eidograph.resize(img.astype(np.int16), (2, 2), "pillow.box")


def test_targets():
    names, before = eidograph.targets(), eidograph.target()
    assert before in names and len(set(names)) == len(names) > 0
    for name in names:
        eidograph.force_target(name)
        assert eidograph.target() == name
    eidograph.force_target(before)


def test_version():
    assert [int(part) for part in eidograph.__version__.split(".")] >= [0, 1, 0]


big = np.zeros((1200, 1600, 3), np.uint8)
scores = np.zeros((400, 1000, 3), np.float32)
CALLS = {
    "resize": lambda: eidograph.resize(big, (600, 800), "pillow.lanczos"),
    "normalize": lambda: eidograph.normalize(big, 0.5, 0.5),
    "copy": lambda: eidograph.copy(big.transpose(2, 1, 0)),
    "astype": lambda: eidograph.astype(big, np.float64),
    "saturate": lambda: eidograph.saturate(big, np.int8),
    "argmax": lambda: eidograph.argmax(scores, 0),
    "argmin": lambda: eidograph.argmin(scores, 0),
    "amax": lambda: eidograph.amax(scores, 0),
    "amin": lambda: eidograph.amin(scores, 0),
    "upsample_argmax": lambda: eidograph.upsample_argmax(scores.transpose(2, 0, 1), (800, 900), "cv2.linear"),
    "softmax": lambda: eidograph.softmax(scores, 0),
    "log_softmax": lambda: eidograph.log_softmax(scores, -1),
    "sigmoid": lambda: eidograph.sigmoid(scores),
    "topk": lambda: eidograph.topk(scores, 2),
    "threshold": lambda: eidograph.threshold(scores, 0.5),
    "bincount": lambda: eidograph.bincount(big),
    "bbox_of": lambda: eidograph.bbox_of(big[..., 0]),
    "argmax_max": lambda: eidograph.argmax_max(scores, 0),
    "overlay": lambda: eidograph.overlay(big, big[..., 0], (1, 2, 3), 0.5),
    "overlay_logits": lambda: eidograph.overlay_logits(big, scores.transpose(2, 0, 1), "voc", 0.5, "numpy",
                                                       "cv2.linear"),
    "blend": lambda: eidograph.blend(big, big, 0.5),
    "alpha_composite": lambda: eidograph.alpha_composite(big.reshape(1200, 1200, 4), big.reshape(1200, 1200, 4)),
    "colorize": lambda: eidograph.colorize(big[..., 0], "voc"),
    "imencode": lambda: eidograph.imencode(".png", big),
    "exif_transpose": lambda: eidograph.exif_transpose(big, 6),
    "center_crop": lambda: eidograph.center_crop(big, (900, 900)),
    "pad": lambda: eidograph.pad(big, (9, 9, 9, 9), "reflect"),
    "explain_diff": lambda: eidograph.explain_diff(scores, scores),
    "Compose": lambda: eidograph.Compose([eidograph.Resize(600), eidograph.ToTensor()])(big),
}


@pytest.mark.parametrize("verb", CALLS)
def test_the_gil_is_released(verb):
    """No thread is made to give up the GIL for an hour: another one runs only where a verb lets go of it."""
    start, ran = threading.Event(), []
    thread = threading.Thread(target=lambda: (start.wait(), ran.append(True)))
    before = sys.getswitchinterval()
    sys.setswitchinterval(3600)
    try:
        thread.start()  # returns when the other thread waits
        start.set()
        for _ in range(100000):
            pass
        ran_before = bool(ran)
        for _ in range(200):  # the system may be slow to wake the other thread
            CALLS[verb]()
            if ran:
                break
        ran_meanwhile = bool(ran)
    finally:
        sys.setswitchinterval(before)
    thread.join()
    assert ran_meanwhile and not ran_before


def test_the_same_from_many_threads():
    rng = np.random.default_rng(1)
    images = [rng.integers(0, 256, (60, 50, 3), dtype=np.uint8) for _ in range(8)]
    expected = [eidograph.resize(a, (33, 44), "pillow.bicubic") for a in images]
    results = [[] for _ in images]

    def work(k):
        results[k] += [eidograph.resize(images[k], (33, 44), "pillow.bicubic") for _ in range(20)]

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for many, one in zip(results, expected):
        assert len(many) == 20 and all(np.array_equal(a, one) for a in many)
