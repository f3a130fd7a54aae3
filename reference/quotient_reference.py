#!/usr/bin/env python3
"""The integer training algorithm of quotient, in numpy: an oracle that shares no line with the Java code.

    python3 quotient_reference.py signum --data digits --arch 64,128,10 --batch 32 --epochs 10 --input-shift 3 --step 8
    python3 quotient_reference.py signum --data digits --net 'conv 3 8 pad 1, pool 2, res 3, fc 10' --batch 32 --mom ema
    python3 quotient_reference.py amsgrad --mnist DIR --epochs 5
    python3 quotient_reference.py vectors --mnist DIR --tables DIR     # runs all commands of vectors.txt and prints it anew

README.md beside this file says what the lines mean that it prints. Source of the algorithm: N. Agrawal, A. Shahin
Shamsabadi, M. J. Kusner, A. Gascon, "QUOTIENT: Two-Party Secure Neural Network Training and Prediction", CCS 2019.

All numbers are 64-bit integers, which nothing here comes near to filling; products of matrices go through doubles, which
are exact up to 2^53. Shapes: activations and errors (examples, rows, columns, channels), those of a dense layer with one
place only; weights and gradients (inputs, outputs). Everything is done the plain way, place by place: sums before the
ReLU, for instance, are made of all products, which whoever is in a hurry merges with the convolution.
"""
import argparse
import csv
import gzip
import pathlib
import re
import shlex
import sys
import zlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
TRACED = (1, 2, 10, 100)  # iterations after which a check sum is printed
MARGIN = 64  # of the hinge loss, in units of a logit
IMAGES = {"mnist": [28, 28, 1], "digits": [8, 8, 1]}  # rows, columns, channels
TABLES = ("breast", "credit", "thyroid")


# ---- Arithmetic ---------------------------------------------------------------------------------------------------------


def shr(x, s):
    """x / 2^s to the nearest integer, ties upwards; x * 2^-s where s <= 0. s is a number or, like x, a matrix of them."""
    down, up = np.maximum(s, 0), np.maximum(np.negative(s), 0)
    half = np.left_shift(1, down) >> 1
    return ((x + half) >> down) << up


def saturate(x, bits=8):
    """To the symmetric range of so many bits, [-127, 127] for 8."""
    most = 2 ** (bits - 1) - 1
    return np.clip(x, -most, most)


def bit_length(x):
    """Bits of each entry of a matrix of integers >= 0; 0 for 0. The exponent of a double, which is exact below 2^53."""
    return np.frexp(x.astype(np.float64))[1].astype(np.int64)


def largest_bit_length(x):
    """Bits of the largest magnitude in a matrix."""
    return int(np.abs(x).max()).bit_length()


def ceil_log2(n):
    return (n - 1).bit_length()


def product(x, y):
    return (x.astype(np.float64, copy=False) @ y.astype(np.float64)).astype(np.int64)


class SplitMix64:
    """The public generator: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014."""

    GAMMA = 0x9E3779B97F4A7C15

    def __init__(self, seed):
        self.state = seed % 2**64

    def take(self, count):
        """The next numbers, unsigned 64-bit."""
        z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(self.GAMMA) + np.uint64(self.state)  # modulo 2^64
        self.state = (self.state + count * self.GAMMA) % 2**64
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))

    def top_bits(self, bits, shape):
        """A matrix of numbers of so many bits, 1 to 63, drawn row by row."""
        return (self.take(int(np.prod(shape))) >> np.uint64(64 - bits)).astype(np.int64).reshape(shape)

    def permutation(self, n):
        """Fisher and Yates, from the last place down: place i is swapped with a place j <= i."""
        order = np.arange(n)
        for i, u in zip(range(n - 1, 0, -1), self.take(n - 1).tolist()):
            j = u % (i + 1)
            order[i], order[j] = order[j], order[i]
        return order


# ---- The network ---------------------------------------------------------------------------------------------------------


class Layer:
    """A matrix of weights, and the pooling that follows. A dense layer is a convolution of 1 x 1 on an image of one place.
    Images (rows, columns, channels): places has the products, sums what the ReLU is taken of, output what comes out."""

    def __init__(self, shape, kernel, out, stride=1, pad=0, dense=False, ends_block=False):
        self.shape, self.kernel, self.out, self.stride, self.pad, self.dense = shape, kernel, out, stride, pad, dense
        self.ends_block = ends_block  # the second convolution of a residual block: the input of the first joins its sums
        self.inputs = kernel * kernel * shape[2]
        self.terms = out * (kernel * kernel // stride**2)  # about so many of them make an error that is passed down
        self.pool, self.pooling, self.size = 1, None, 1
        rows, columns = ((side + 2 * pad - kernel) // stride + 1 for side in shape[:2])
        self.places = self.sums = self.output = (rows, columns, out)
        require(min(rows, columns) > 0, "a window of %d does not fit into %d x %d" % (kernel, *shape[:2]))

    def followed_by(self, word, size):
        """Pooling: of the sums before the ReLU, or (maxpool, sumpool) of the activations after it."""
        require(not self.dense and self.pool == 1 and self.pooling is None, word + " must follow a convolution")
        rows, columns = self.places[0] // size, self.places[1] // size  # what fills no window is dropped
        require(min(rows, columns) > 0, "a window of %d does not fit into %d x %d" % (size, *self.places[:2]))
        self.output = (rows, columns, self.out)
        if word == "pool":
            self.pool, self.sums = size, self.output
        else:
            self.pooling, self.size = word, size

    def windows_of(self, padded):
        """Where entry (y, x) of all windows is in a padded image."""
        rows, columns = (self.stride * (count - 1) + 1 for count in self.places[:2])
        for y in range(self.kernel):
            for x in range(self.kernel):
                yield y, x, padded[:, y : y + rows : self.stride, x : x + columns : self.stride]

    def matrix(self, a):
        """A row for each image and place, a column for each entry of its window, of which channels change fastest; as
        doubles, for the products."""
        rows = np.empty((len(a), *self.places[:2], self.kernel, self.kernel, self.shape[2]))
        for y, x, entries in self.windows_of(np.pad(a, ((0, 0), (self.pad,) * 2, (self.pad,) * 2, (0, 0)))):
            rows[:, :, :, y, x] = entries
        return rows.reshape(-1, self.inputs)

    def image(self, rows):
        """The transpose of that map: each entry is added back to where it came from."""
        height, width, channels = self.shape
        rows = rows.reshape(-1, *self.places[:2], self.kernel, self.kernel, channels)
        padded = np.zeros((len(rows), height + 2 * self.pad, width + 2 * self.pad, channels), np.int64)
        for y, x, entries in self.windows_of(padded):
            entries += rows[:, :, :, y, x]
        return padded[:, self.pad : self.pad + height, self.pad : self.pad + width]


def windows(x, size):
    """Windows side by side: from (examples, rows, columns, channels) to (.., rows, columns, entries of one, channels)."""
    examples, rows, columns, channels = len(x), x.shape[1] // size, x.shape[2] // size, x.shape[3]
    cut = x[:, : rows * size, : columns * size].reshape(examples, rows, size, columns, size, channels)
    return cut.swapaxes(2, 3).reshape(examples, rows, columns, size * size, channels)


def from_windows(x, size, shape):
    """Windows, or one entry for all that are in it, back to images; 0 where no window is."""
    examples, rows, columns, _, channels = x.shape
    x = np.broadcast_to(x, (examples, rows, columns, size * size, channels))
    image = np.zeros((examples, *shape), np.int64)
    cut = x.reshape(examples, rows, columns, size, size, channels).swapaxes(2, 3)
    image[:, : rows * size, : columns * size] = cut.reshape(examples, rows * size, columns * size, channels)
    return image


def spread(x, size, shape):
    """Each entry to all the places that were summed."""
    return from_windows(x[:, :, :, None], size, shape)


WORDS = re.compile(r"conv (\d+) (\d+)(?: stride (\d+))?(?: pad (\d+))?|(pool|maxpool|sumpool|res|fc) (\d+)")


def network(run):
    """The layers, those of a residual block one by one."""
    if run.net is None:
        shape, items = (1, 1, run.arch[0]), ["fc %d" % units for units in run.arch[1:]]
    else:
        shape, items = run.input or IMAGES.get(run.data), run.net.split(",")
        require(shape is not None, "say which shape an input has: --input 8,8,1")
    net = []
    for item in items:
        found = WORDS.fullmatch(item.strip())
        require(found is not None, "not understood in --net: " + item)
        kernel, out, stride, pad, word, size = found.groups()
        shape = net[-1].output if net else tuple(shape)
        if word is None:
            net.append(Layer(shape, int(kernel), int(out), int(stride or 1), int(pad or 0)))
        elif word == "fc":
            net.append(Layer((1, 1, int(np.prod(shape))), 1, int(size), dense=True))
        elif word == "res":
            require(net != [] and int(size) % 2 == 1, "a residual block needs a layer before it and an odd size")
            for ends in (False, True):
                net.append(Layer(shape, int(size), shape[2], pad=int(size) // 2, ends_block=ends))
        else:
            require(net != [], word + " must follow a convolution")
            net[-1].followed_by(word, int(size))
    require(net != [] and net[-1].dense, "the last layer must be fc")
    return net


def require(holds, message):
    if not holds:
        raise SystemExit("quotient_reference.py: " + message)


# ---- How sums become 8 bits ------------------------------------------------------------------------------------------------


class PublicShifts:
    """Shifts that are constants of the network."""

    def __init__(self, net, run, error_bits):
        forward, back = default_shifts(net)
        self.forward_shifts = run.shifts or forward
        if run.input_shift is not None:
            self.forward_shifts[0] = run.input_shift
        self.error_shifts = run.error_shifts or back
        require(len(self.forward_shifts) == len(net) == len(self.error_shifts) + 1, "not as many shifts as layers")
        self.logit_shift = self.forward_shifts[-1]
        self.error_bits, self.dither = error_bits, SplitMix64(run.seed ^ 0x5DEECE66D)

    def skip(self, l):
        """Of the input of a block that joins the sums of its second layer l."""
        return self.forward_shifts[l]

    def skip_back(self, l):
        """Of the error of those sums, which joins that of the block's input: the scale of the way through both layers."""
        shift = self.forward_shifts[l - 1] + self.forward_shifts[l] - self.error_shifts[l - 1]
        require(shift >= 0, "the shifts of a residual block leave its skip a negative one")
        return shift

    def activate(self, l, z, training):
        r = shr(z, self.forward_shifts[l])
        return np.clip(r, 0, 127), r >= 0

    def output_error(self, error):
        return error if self.error_bits == 8 else self.dithered(error, 8 - self.error_bits)

    def scale_error(self, l, d):
        if self.error_bits == 8:
            return saturate(shr(d, self.error_shifts[l]))
        return self.dithered(d, self.error_shifts[l])

    def dithered(self, x, shift):
        """Few bits of an error, up or down at random and right on average."""
        if shift > 0:
            x = (x + self.dither.top_bits(shift, x.shape)) >> shift
        return saturate(x, self.error_bits)


def default_shifts(net):
    """By the inputs of a layer and, backward, by the terms of an error. Of nets with convolutions, and of dense ones."""
    if all(layer.dense for layer in net):
        return default_dense_shifts([layer.inputs for layer in net] + [net[-1].out])
    forward = [(ceil_log2(layer.inputs) - 1) // 2 + ceil_log2(layer.pool) for layer in net]
    forward[-1] = max(0, (ceil_log2(net[-1].inputs) - 4) // 2)
    for l, before in enumerate(net[:-1]):
        if before.pooling == "sumpool":
            forward[l + 1] += ceil_log2(before.size)
    forward = [max(0, shift) for shift in forward]  # of a single input it would be one to the left
    less = 1 if any(layer.ends_block for layer in net) else 3
    return forward, [max(2, (ceil_log2(layer.terms) - less) // 2) for layer in net[1:]]


def default_dense_shifts(units):
    """Forward by the inputs of a layer; backward 3 for the last hidden layer, the others by the width that errors come from."""
    forward = [max(0, (ceil_log2(n) - 3) // 2) for n in units[:-1]]
    forward[0] = 4 if units[0] == 784 else max(0, (ceil_log2(units[0]) - 2) // 2)
    back = [max(0, (ceil_log2(n) - 7) // 2) if l == 0 else max(1, (ceil_log2(n) - 5) // 2) for l, n in enumerate(units[2:-1])]
    return forward, back + [3] * (len(units) > 2)


class SecretShifts:
    """The scales of the paper: powers of two next to the largest of all, which two parties keep secret."""

    logit_shift = 2

    def __init__(self, net):
        self.activation_shifts = [0] * len(net)  # of the last batch of training: prediction takes them

    def activate(self, l, z, training):
        r = np.maximum(z, 0)
        if training:  # two bits more than fit: the largest saturate
            self.activation_shifts[l] = largest_bit_length(r) - 9
        return saturate(shr(r, self.activation_shifts[l])), z >= 0

    def output_error(self, error):
        return error

    def scale_error(self, l, d):
        return normalised(d)


def normalised(x):
    """To 8 bits, by the power of two next to the largest of all."""
    return saturate(shr(x, largest_bit_length(x) - 7))


# ---- What both methods of training have in common -------------------------------------------------------------------------


class Trainer:
    """Latent weights and one iteration of training. A subclass says how weights are moved, scales how sums become 8 bits."""

    def __init__(self, run, net, scales, weight_bits):
        self.net, self.bias, self.scales = net, run.bias, scales
        self.layers = len(net)
        self.random = SplitMix64(run.seed)
        self.half_range = 2 ** (weight_bits - 1)  # H: weights lie in [-H, H)
        self.weights = [self.initial((layer.inputs + (run.bias > 0), layer.out)) for layer in net]  # of a bias the last row
        self.t = 0  # iterations done

    def initial(self, shape):
        """Uniform on three quarters of the range: floor(u * 1.5 H / 2^32) - 0.75 H, u of 32 bits."""
        width = 3 * self.half_range // 2
        return (self.random.top_bits(32, shape) * width >> 32) - width // 2

    def ternary(self):
        """+1 from the upper half of the positive weights, -1 below the lower half of the negative ones, else 0."""
        h = self.half_range // 2
        return [(w >= h) * 1 - (w < -h) for w in self.weights]

    def forward(self, x, q, training):
        """The matrices that the weights are multiplied with; of each hidden layer, which entries pass errors on and, after
        maxpool, which of a window won; the logits."""
        a, images, matrices, ways = x, [], [], []
        for l, layer in enumerate(self.net):
            a = a.reshape(-1, *layer.shape)
            images.append(a)
            matrices.append(self.with_bias(layer.matrix(a)))
            z = product(matrices[l], q[l]).reshape(-1, *layer.places)
            if layer.ends_block:
                z += shr(images[l - 1], -self.scales.skip(l))
            z = windows(z, layer.pool).sum(axis=3)
            if l < self.layers - 1:
                a, mask = self.scales.activate(l, z, training)
                winner = None
                if layer.pooling == "sumpool":
                    a = windows(a, layer.size).sum(axis=3)
                elif layer.pooling == "maxpool":
                    a, mask = windows(a, layer.size), windows(mask, layer.size)
                    winner = a.argmax(axis=3)[:, :, :, None]  # the first of the largest, rows before columns
                    a, mask = (np.take_along_axis(v, winner, axis=3)[:, :, :, 0] for v in (a, mask))
                ways.append((mask, winner))
        return matrices, ways, shr(z, self.scales.logit_shift).reshape(len(x), -1)

    def with_bias(self, matrix):
        """One more input of constant value."""
        return np.pad(matrix, ((0, 0), (0, 1)), constant_values=self.bias) if self.bias > 0 else matrix

    def iterate(self, x, labels, marks):
        """One batch; marks: how many of the marks at 30, 60 and 80 % of the epochs were passed."""
        q = self.ternary()  # of all layers, before any moves
        matrices, ways, logits = self.forward(x, q, training=True)
        # The gradient of the squared hinge loss, one class against all others: those below the margin, saturated.
        is_label = np.arange(self.net[-1].out) == labels[:, None]
        error = np.where(is_label, np.minimum(logits - MARGIN, 0), np.maximum(logits + MARGIN, 0))
        error = self.scales.output_error(saturate(error)).reshape(-1, *self.net[-1].sums)
        above = None  # the error of the layer that was before
        for l in reversed(range(self.layers)):
            layer = self.net[l]
            error = spread(error, layer.pool, layer.places)
            at_places = error.reshape(-1, layer.out)
            gradient = product(matrices[l].T, at_places)  # summed over the batch and all places, never scaled
            if l > 0:
                d = layer.image(product(at_places, q[l][: layer.inputs].T))  # a bias gets none
                if l + 1 < self.layers and self.net[l + 1].ends_block:
                    d += shr(above, -self.scales.skip_back(l + 1))
                above, error = error, self.pass_down(l - 1, d, *ways[l - 1])
            self.update(l, gradient, marks)
        self.t += 1

    def pass_down(self, l, d, mask, winner):
        """From the error of a layer's output to that of its sums."""
        layer = self.net[l]
        d = d.reshape(-1, *layer.output)
        if layer.pooling == "sumpool":
            d = spread(d, layer.size, layer.sums)
        error = self.scales.scale_error(l, mask * d)
        if layer.pooling == "maxpool":
            won = winner == np.arange(layer.size**2)[:, None]
            error = from_windows(won * error[:, :, :, None], layer.size, layer.sums)
        return error

    def move(self, l, rows, by):
        w = self.weights[l]
        w[rows] = np.clip(w[rows] + by, -self.half_range, self.half_range - 1)

    def predict(self, x):
        q = self.ternary()
        parts = [self.forward(x[i : i + 500], q, training=False)[2] for i in range(0, len(x), 500)]
        return np.concatenate(parts).argmax(axis=1)

    def crc(self):
        return "%08x" % zlib.crc32(b"".join(w.astype("<i2").tobytes() for w in self.weights))

    def like_weights(self):
        return [np.zeros_like(w) for w in self.weights]


# ---- signum: the sign of the momentum, public shifts ----------------------------------------------------------------------


def default_step(batch, iterations):
    """8, or 16 for large batches. A short run takes longer steps, so that a weight can cross its range of 4096 once: the
    power of two whose logarithm is next to that of 4096 / iterations, at most 64."""
    step = 8 if batch < 256 else 16
    if 0 < iterations < 512:
        twice = (2**25 // iterations**2).bit_length() - 1  # 2 log2(4096 / iterations) + 1, rounded down
        step = max(step, min(64, 2 ** (twice // 2)))
    return step


class Signum(Trainer):
    def __init__(self, run, net, iterations):
        super().__init__(run, net, PublicShifts(net, run, run.error_bits), weight_bits=13)
        self.step = run.step or default_step(run.batch, iterations)
        self.ema, self.rotate = run.mom == "ema", run.rotate
        self.now, self.before = self.like_weights(), self.like_weights()  # the two buckets, or the average in the first
        self.waiting = np.zeros_like(self.weights[0])  # gradients of rows of the first layer whose turn has not come

    def update(self, l, gradient, marks):
        rows, clock = slice(None), self.t
        if l == 0 and self.rotate > 1:  # row i has its turn in iterations i modulo rotate
            self.waiting += gradient
            rows, clock = slice(self.t % self.rotate, None, self.rotate), self.t // self.rotate
            gradient = self.waiting[rows].copy()
            self.waiting[rows] = 0
        now, before = self.now[l], self.before[l]
        if self.ema:
            now[rows] += gradient - shr(now[rows], 3)
            momentum = now[rows]
        else:
            if clock % 8 == 0:
                before[rows] = now[rows]
                now[rows] = 0
            now[rows] += gradient
            momentum = 2 * now[rows] + before[rows]
        step = max(1, self.step >> marks)
        self.move(l, rows, np.where(momentum >= 0, -step, step))


# ---- amsgrad: the optimizer of the paper ----------------------------------------------------------------------------------


class AmsGrad(Trainer):
    def __init__(self, run, net):
        public = run.public or any(layer.ends_block for layer in net)
        super().__init__(run, net, PublicShifts(net, run, 8) if public else SecretShifts(net), weight_bits=16)
        self.m, self.v, self.h = self.like_weights(), self.like_weights(), self.like_weights()

    def update(self, l, gradient, marks):
        g, m, v, h = normalised(gradient), self.m[l], self.v[l], self.h[l]
        m += shr((g << 8) - m, 3)  # beta1 = 1 - 2^-3; 8 bits after the point
        v += shr((g * g << 8) - v, 8)  # beta2 = 1 - 2^-8
        np.maximum(h, v, out=h)
        shift = ((bit_length(h) + 1) >> 1) - 3 + marks  # the square root of h, the division by it and the rate of learning
        self.move(l, slice(None), -shr(m, shift))


# ---- Data: training rows, their labels, test rows, their labels ----------------------------------------------------------


def made_up(run, net):
    """Rows around one random point a class, for whoever has no data: one stream of SplitMix64 with seed 2019. First the
    points, class by class, 7 bits a feature; then row by row, training rows before 100 test rows, a label (modulo the
    classes) and for each feature a noise of 7 bits, of which three parts go with five of the point. Signed: 2 x - 127.
    An image is a row of features like any other."""
    features, classes, rows = int(np.prod(net[0].shape)), net[-1].out, run.rows + 100
    random = SplitMix64(2019)
    points = random.top_bits(7, (classes, features))
    x, labels = np.empty((rows, features), np.int64), np.empty(rows, np.int64)
    for i in range(rows):
        labels[i] = int(random.take(1)[0]) % classes
        x[i] = (5 * points[labels[i]] + 3 * random.top_bits(7, features)) >> 3
    if run.signed:
        x = 2 * x - 127
    return x[: run.rows], labels[: run.rows], x[run.rows :], labels[run.rows :]


def digits():
    """The digits of the repository, 8 x 8 pixels of 0 to 16; every fifth row, from the fifth, is for testing."""
    with gzip.open(HERE / "../data/src/main/resources/quotient/data/digits.csv.gz", "rt") as file:
        table = np.loadtxt(file, np.int64, delimiter=",", skiprows=1)
    return every_fifth(np.minimum(127, 8 * table[:, :-1]), table[:, -1])


def every_fifth(x, labels):
    test = np.arange(len(x)) % 5 == 4
    return x[~test], labels[~test], x[test], labels[test]


def mnist(run):
    """Images and labels in the format of the MNIST database; of each pixel the 7 upper bits."""
    require(run.mnist is not None, "the images of MNIST are needed, say where they are: --mnist DIR")
    names = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
    x, labels, test_x, test_labels = (idx(pathlib.Path(run.mnist), name) for name in names)
    return x.reshape(len(x), -1) >> 1, labels, test_x.reshape(len(test_x), -1) >> 1, test_labels


def idx(directory, name):
    """A tensor of bytes: 2 zero bytes, the type 8, the number of dimensions; each dimension in 4 bytes; the values."""
    packed = directory / (name + ".gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (directory / name).read_bytes()
    assert data[:3] == b"\0\0\x08", name + " is no IDX file of bytes"
    shape = np.frombuffer(data, ">u4", count=data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape).astype(np.int64)


def table(run):
    """A table, each column brought to 8 bits by public constants: of a numeric one the median goes to 0 and a deviation of
    the training rows to 32, of four digits both; of one that holds only 0 and 1, 1 goes to 64."""
    require(run.tables is not None, "the tables are needed, say where they are: --tables DIR")
    values, labels = {"breast": breast, "credit": credit, "thyroid": thyroid}[run.data](pathlib.Path(run.tables))
    columns = []
    for column in values.T:
        offset, factor = 0.0, 64.0
        if not np.isin(column, (0, 1)).all():
            training = every_fifth(column, labels)[0]
            low, offset, high = np.quantile(training, (0.1, 0.5, 0.9))
            offset, factor = four_digits(offset), four_digits(32 / ((high - low) / 2.56 or training.std()))
        columns.append(np.clip(np.floor((column - offset) * factor + 0.5), -127, 127))
    return every_fifth(np.array(columns, np.int64).T, labels)


def four_digits(x):
    return float("%.3e" % x)


def breast(directory):
    """Breast cancer Wisconsin (diagnostic), as scikit-learn has it: a heading, then measures and the class."""
    rows = np.loadtxt(directory / "breast_cancer.csv", delimiter=",", skiprows=1)
    return rows[:, :-1], rows[:, -1].astype(np.int64)


def thyroid(directory):
    """Thyroid of Proben1: a heading; a line of measures and a line that has 1 at the class, for each row. Both files."""
    lines = []
    for name in ("thyroid.train", "thyroid.test"):
        lines += [line.split() for line in (directory / name).read_text().splitlines()[1:] if line.strip()]
    return np.array(lines[::2], np.float64), np.array(lines[1::2], np.float64).argmax(axis=1)


def credit(directory):
    """German credit in the format of Weka. A nominal attribute of two values is one column, which is 1 for the second; of
    more, there is one column a value. The last attribute is the class."""
    heading, _, data = (directory / "german-credit.arff").read_text().partition("\n@data\n")
    rows = list(csv.reader(data.splitlines(), quotechar="'"))
    kinds = re.findall(r"^@attribute \S+ (.+?) *$", heading, re.MULTILINE)
    columns = []
    for kind, entries in zip(kinds, zip(*(row for row in rows if row))):
        if kind == "numeric":
            columns.append([float(entry) for entry in entries])
            continue
        declared = next(csv.reader([kind.strip("{} ")], quotechar="'", skipinitialspace=True))
        for value in declared[1:] if len(declared) == 2 else declared:
            columns.append([float(entry == value) for entry in entries])
    return np.array(columns[:-1]).T, np.array(columns[-1], np.int64)


def load(run, net):
    loaders = {"made-up": lambda: made_up(run, net), "digits": digits, "mnist": lambda: mnist(run)}
    data = loaders.get(run.data, lambda: table(run))()
    features = int(np.prod(net[0].shape))
    require(data[0].shape[1] == features, "rows have %d features, the network takes %d" % (data[0].shape[1], features))
    return data


# ---- A run, and the file of runs -------------------------------------------------------------------------------------------


def train(run):
    """The lines of a run, one by one."""
    net = network(run)
    x, labels, test_x, test_labels = load(run, net)
    iterations = len(x) // run.batch * run.epochs
    trainer = Signum(run, net, iterations) if run.method == "signum" else AmsGrad(run, net)
    marks = [-(-tenths * run.epochs // 10) for tenths in (3, 6, 8)]  # rounded up
    yield "init crc " + trainer.crc()
    for epoch in range(1, run.epochs + 1):
        order = trainer.random.permutation(len(x))
        for first in range(0, len(x) - run.batch + 1, run.batch):  # rows that fill no batch are left out
            rows = order[first : first + run.batch]
            trainer.iterate(x[rows], labels[rows], sum(epoch > mark for mark in marks))
            if trainer.t in TRACED:
                yield "after iteration %d %s" % (trainer.t, trainer.crc())
            if trainer.t == run.iters:
                return
        accuracy = 100 * (trainer.predict(test_x) == test_labels).mean()
        yield "epoch %d acc %.2f crc %s" % (epoch, accuracy, trainer.crc())


def vectors(where):
    """Prints vectors.txt anew: comments as they are, and after each command what it prints now."""
    given = [word for option in ("mnist", "tables") if where[option] for word in ("--" + option, where[option])]
    copied = True
    for line in (HERE / "vectors.txt").read_text().splitlines():
        if line.startswith("$ "):
            run = arguments().parse_args(shlex.split(line)[3:] + given)
            wanted = "mnist" if run.data == "mnist" else "tables" if run.data in TABLES else None
            copied = wanted is not None and where[wanted] is None
            print(line)
            if copied:
                print("copied, not run, for want of --%s: %s" % (wanted, line), file=sys.stderr)
            else:
                for result in train(run):
                    print(result, flush=True)
        elif copied or line == "" or line.startswith("#"):
            print(line)


def arguments():
    def integers(text):
        return [int(number) for number in text.split(",")]

    parser = argparse.ArgumentParser(description="The integer training algorithm of quotient in numpy; see README.md.")
    add = parser.add_argument
    add("method", choices=["signum", "amsgrad", "vectors"], help="how to train; vectors: run all of vectors.txt")
    add("--data", choices=["mnist", "digits", "made-up", *TABLES], default="mnist")
    add("--mnist", metavar="DIR", help="where the four files of MNIST are, gzipped or not")
    add("--tables", metavar="DIR", help="where the tables are: breast_cancer.csv, german-credit.arff, thyroid.train and .test")
    add("--rows", type=int, default=200, help="training rows of made-up data")
    add("--signed", action="store_true", help="made-up data from -127 to 127, not from 0")
    add("--arch", type=integers, default=[784, 128, 128, 10], help="units of each dense layer, inputs first, classes last")
    add("--net", help="layers, instead of --arch: conv K C [stride S] [pad P], pool K, maxpool K, sumpool K, res K, fc N")
    add("--input", type=integers, help="rows, columns and channels of an input of --net; 8,8,1 for digits, 28,28,1 for mnist")
    add("--bias", type=int, default=0, help="the constant that is one more input of each layer; 0: none")
    add("--batch", type=int, default=128)
    add("--epochs", type=int, default=20)
    add("--iters", type=int, help="stop after so many iterations")
    add("--seed", type=int, default=1)
    add("--step", type=int, help="signum: of a latent weight, at the start; 8, 16 from batches of 256, more in short runs")
    add("--mom", choices=["bucket", "ema"], default="bucket", help="signum: how gradients are averaged")
    add("--rotate", type=int, default=1, help="signum: a row of the first layer is updated every so many iterations")
    add("--error-bits", type=int, default=8, help="signum: below 8, errors are rounded with public dither")
    add("--public", action="store_true", help="amsgrad: with the public shifts of signum; residual networks always are")
    add("--shifts", type=integers, help="public: of each layer's sums")
    add("--input-shift", type=int, help="public: of the first layer's sums alone")
    add("--error-shifts", type=integers, help="public: of each hidden layer's errors")
    return parser


def main():
    run = arguments().parse_args()
    if run.method == "vectors":
        vectors(vars(run))
    else:
        for line in train(run):
            print(line, flush=True)


if __name__ == "__main__":
    main()
