#!/usr/bin/env python3
"""The integer training algorithm of quotient for dense networks, in numpy: an oracle that shares no line with the Java code.

    python3 quotient_reference.py signum --data digits --arch 64,128,10 --batch 32 --epochs 10 --input-shift 3 --step 8
    python3 quotient_reference.py amsgrad --mnist DIR --epochs 5
    python3 quotient_reference.py vectors --mnist DIR      # runs all commands of vectors.txt and prints that file anew

README.md beside this file says what the lines mean that it prints. Source of the algorithm: N. Agrawal, A. Shahin
Shamsabadi, M. J. Kusner, A. Gascon, "QUOTIENT: Two-Party Secure Neural Network Training and Prediction", CCS 2019.

All numbers are 64-bit integers, which nothing here comes near to filling; products of matrices go through doubles, which
are exact up to 2^53. Shapes: activations and errors (examples, units), weights and gradients (inputs, outputs).
"""
import argparse
import gzip
import pathlib
import sys
import zlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
TRACED = (1, 2, 10, 100)  # iterations after which a check sum is printed
MARGIN = 64  # of the hinge loss, in units of a logit


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
    return (x.astype(np.float64) @ y.astype(np.float64)).astype(np.int64)


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


# ---- The network, and what both methods of training have in common --------------------------------------------------------


class Trainer:
    """Latent weights and one iteration of training. A subclass says how sums are scaled, and how weights are moved."""

    def __init__(self, run, weight_bits):
        self.units, self.batch, self.epochs = run.arch, run.batch, run.epochs
        self.layers = len(run.arch) - 1
        self.random = SplitMix64(run.seed)
        self.half_range = 2 ** (weight_bits - 1)  # H: weights lie in [-H, H)
        self.weights = [self.initial(shape) for shape in zip(run.arch, run.arch[1:])]
        self.t = 0  # iterations done

    def initial(self, shape):
        """Uniform on three quarters of the range: floor(u * 1.5 H / 2^32) - 0.75 H, u of 32 bits."""
        width = 3 * self.half_range // 2
        return (self.random.top_bits(32, shape) * width >> 32) - width // 2

    def ternary(self):
        """+1 from the upper half of the positive weights, -1 below the lower half of the negative ones, else 0."""
        h = self.half_range // 2
        return [np.where(w >= h, 1, np.where(w < -h, -1, 0)) for w in self.weights]

    def forward(self, x, q, training):
        """The inputs of each layer, which units of hidden layers pass errors on, and the logits."""
        inputs, masks = [x], []
        for l in range(self.layers - 1):
            z = product(inputs[l], q[l])
            a, mask = self.activate(l, z, training)
            inputs.append(a)
            masks.append(mask)
        return inputs, masks, shr(product(inputs[-1], q[-1]), self.logit_shift)

    def iterate(self, x, labels, marks):
        """One batch; marks: how many of the marks at 30, 60 and 80 % of the epochs were passed."""
        q = self.ternary()  # of all layers, before any moves
        inputs, masks, logits = self.forward(x, q, training=True)
        # The gradient of the squared hinge loss, one class against all others: those below the margin, saturated.
        is_label = np.arange(self.units[-1]) == labels[:, None]
        error = np.where(is_label, np.minimum(logits - MARGIN, 0), np.maximum(logits + MARGIN, 0))
        error = self.output_error(saturate(error))
        for l in reversed(range(self.layers)):
            gradient = product(inputs[l].T, error)  # summed over the batch, never scaled
            if l > 0:
                error = self.scale_error(l - 1, masks[l - 1] * product(error, q[l].T))
            self.update(l, gradient, marks)
        self.t += 1

    def move(self, l, rows, by):
        w = self.weights[l]
        w[rows] = np.clip(w[rows] + by, -self.half_range, self.half_range - 1)

    def predict(self, x):
        return self.forward(x, self.ternary(), training=False)[2].argmax(axis=1)

    def crc(self):
        return "%08x" % zlib.crc32(b"".join(w.astype("<i2").tobytes() for w in self.weights))

    def like_weights(self):
        return [np.zeros_like(w) for w in self.weights]


# ---- signum: the sign of the momentum, public shifts ----------------------------------------------------------------------


def default_shifts(units):
    """Forward by the inputs of a layer; backward 3 for the last hidden layer, the others by the width that errors come from."""
    forward = [max(0, (ceil_log2(n) - 3) // 2) for n in units[:-1]]
    forward[0] = 4 if units[0] == 784 else max(0, (ceil_log2(units[0]) - 2) // 2)
    back = [max(0, (ceil_log2(n) - 7) // 2) if l == 0 else max(1, (ceil_log2(n) - 5) // 2) for l, n in enumerate(units[2:-1])]
    return forward, back + [3] * (len(units) > 2)


class Signum(Trainer):
    def __init__(self, run):
        super().__init__(run, weight_bits=13)
        forward, back = default_shifts(run.arch)
        self.forward_shifts = run.shifts or forward
        if run.input_shift is not None:
            self.forward_shifts[0] = run.input_shift
        self.error_shifts = run.error_shifts or back
        self.logit_shift = self.forward_shifts[-1]
        self.step = run.step or (8 if run.batch < 256 else 16)
        self.ema, self.rotate, self.error_bits = run.mom == "ema", run.rotate, run.error_bits
        self.dither = SplitMix64(run.seed ^ 0x5DEECE66D)
        self.now, self.before = self.like_weights(), self.like_weights()  # the two buckets, or the average in the first
        self.waiting = np.zeros_like(self.weights[0])  # gradients of rows of the first layer whose turn has not come

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


# ---- amsgrad: the optimizer of the paper, scaled by powers of two that two parties keep secret ---------------------------


class AmsGrad(Trainer):
    logit_shift = 2

    def __init__(self, run):
        super().__init__(run, weight_bits=16)
        self.m, self.v, self.h = self.like_weights(), self.like_weights(), self.like_weights()
        self.activation_shifts = [0] * self.layers  # of the last batch of training: prediction takes them

    def activate(self, l, z, training):
        r = np.maximum(z, 0)
        if training:  # two bits more than fit: the largest saturate
            self.activation_shifts[l] = largest_bit_length(r) - 9
        return saturate(shr(r, self.activation_shifts[l])), z >= 0

    def normalised(self, x):
        """To 8 bits, by the power of two next to the largest of all."""
        return saturate(shr(x, largest_bit_length(x) - 7))

    def output_error(self, error):
        return error

    def scale_error(self, l, d):
        return self.normalised(d)

    def update(self, l, gradient, marks):
        g, m, v, h = self.normalised(gradient), self.m[l], self.v[l], self.h[l]
        m += shr((g << 8) - m, 3)  # beta1 = 1 - 2^-3; 8 bits after the point
        v += shr((g * g << 8) - v, 8)  # beta2 = 1 - 2^-8
        np.maximum(h, v, out=h)
        shift = ((bit_length(h) + 1) >> 1) - 3 + marks  # the square root of h, the division by it and the rate of learning
        self.move(l, slice(None), -shr(m, shift))


# ---- Data: training rows, their labels, test rows, their labels ----------------------------------------------------------


def made_up(run):
    """Rows around one random point a class, for whoever has no data: one stream of SplitMix64 with seed 2019. First the
    points, class by class, 7 bits a feature; then row by row, training rows before 100 test rows, a label (modulo the
    classes) and for each feature a noise of 7 bits, of which three parts go with five of the point. Signed: 2 x - 127."""
    features, classes, rows = run.arch[0], run.arch[-1], run.rows + 100
    random = SplitMix64(2019)
    points = random.top_bits(7, (classes, features))
    x, labels = np.empty((rows, features), np.int64), np.empty(rows, np.int64)
    for i in range(rows):
        labels[i] = int(random.take(1)[0]) % classes
        x[i] = (5 * points[labels[i]] + 3 * random.top_bits(7, features)) >> 3
    if run.signed:
        x = 2 * x - 127
    return x[: run.rows], labels[: run.rows], x[run.rows :], labels[run.rows :]


def digits(run):
    """The digits of the repository, 8 x 8 pixels of 0 to 16; every fifth row, from the fifth, is for testing."""
    with gzip.open(HERE / "../data/src/main/resources/quotient/data/digits.csv.gz", "rt") as file:
        table = np.loadtxt(file, np.int64, delimiter=",", skiprows=1)
    x, labels = np.minimum(127, 8 * table[:, :-1]), table[:, -1]
    test = np.arange(len(x)) % 5 == 4
    return x[~test], labels[~test], x[test], labels[test]


def mnist(run):
    """Images and labels in the format of the MNIST database; of each pixel the 7 upper bits."""
    if run.mnist is None:
        raise SystemExit("quotient_reference.py: the images of MNIST are needed, say where they are: --mnist DIR")
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


# ---- A run, and the file of runs -------------------------------------------------------------------------------------------


def train(run):
    """The lines of a run, one by one."""
    x, labels, test_x, test_labels = {"made-up": made_up, "digits": digits, "mnist": mnist}[run.data](run)
    trainer = Signum(run) if run.method == "signum" else AmsGrad(run)
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


def vectors(directory):
    """Prints vectors.txt anew: comments as they are, and after each command what it prints now."""
    copied = True
    for line in (HERE / "vectors.txt").read_text().splitlines():
        if line.startswith("$ "):
            run = arguments().parse_args(line.split()[3:] + (["--mnist", directory] if directory else []))
            copied = run.data == "mnist" and directory is None
            print(line)
            if copied:
                print("copied, not run, for want of --mnist: " + line, file=sys.stderr)
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
    add("--data", choices=["mnist", "digits", "made-up"], default="mnist")
    add("--mnist", metavar="DIR", help="where the four files of MNIST are, gzipped or not")
    add("--rows", type=int, default=200, help="training rows of made-up data")
    add("--signed", action="store_true", help="made-up data from -127 to 127, not from 0")
    add("--arch", type=integers, default=[784, 128, 128, 10], help="units of each layer, inputs first, classes last")
    add("--batch", type=int, default=128)
    add("--epochs", type=int, default=20)
    add("--iters", type=int, help="stop after so many iterations")
    add("--seed", type=int, default=1)
    add("--step", type=int, help="signum: of a latent weight, at the start; 8, and 16 from batches of 256")
    add("--mom", choices=["bucket", "ema"], default="bucket", help="signum: how gradients are averaged")
    add("--rotate", type=int, default=1, help="signum: a row of the first layer is updated every so many iterations")
    add("--error-bits", type=int, default=8, help="signum: below 8, errors are rounded with public dither")
    add("--shifts", type=integers, help="signum: of each layer's sums")
    add("--input-shift", type=int, help="signum: of the first layer's sums alone")
    add("--error-shifts", type=integers, help="signum: of each hidden layer's errors")
    return parser


def main():
    run = arguments().parse_args()
    if run.method == "vectors":
        vectors(run.mnist)
    else:
        for line in train(run):
            print(line, flush=True)


if __name__ == "__main__":
    main()
