"""Writes edges.csv: log densities, their derivatives, distribution functions and log survivals of the scalar distributions at their edges.

Run here with Python 3 and mpmath (1.2 or later): python3 make_references.py
Everything is computed from the definitions with 50 digits more than what cancels, and rounded to the nearest double.
A row: name; arguments; value; log density; derivatives by the value and by each argument; cdf; log survival. An empty field is not defined or not asked for.
"""
import math
import os

import mpmath as m
from mpmath import mp, mpf

INF = m.inf
LOG2PI = lambda: m.log(2 * m.pi)


def log(x):
    return -INF if x == 0 else m.log(x)


def xlog(a, x):
    """a log x, 0 where a = 0."""
    return mpf(0) if a == 0 else a * log(x)


def lgamma(x):
    return m.loggamma(x).real


def softplus(x):
    return m.log1p(m.exp(x)) if x < 0 else x + m.log1p(m.exp(-x))


def log_phi(x):
    if x < -30:     # Mills' ratio as a continued fraction
        t, f = -x, -x
        for k in range(2000 if t < 100 else 200, 0, -1):
            f = t + k / f
        return -x * x / 2 - LOG2PI() / 2 - m.log(f)
    return m.log(m.erfc(-x / m.sqrt(2)) / 2) if x < 0 else m.log1p(-m.erfc(x / m.sqrt(2)) / 2)


def gauss_nodes(count=48):
    """Roots of the Legendre polynomial, by Newton's method, and their weights."""
    def polynomial(x):
        below, value = mpf(1), x
        for k in range(2, count + 1):
            below, value = value, ((2 * k - 1) * x * value - (k - 1) * below) / k
        return value, count * (x * value - below) / (x * x - 1)

    nodes = []
    with m.workdps(60):
        for k in range(count):
            x = m.cos(m.pi * (k + mpf(3) / 4) / (count + mpf(1) / 2))
            for _ in range(12):
                value, slope = polynomial(x)
                x -= value / slope
            nodes.append((x, 2 / ((1 - x * x) * polynomial(x)[1] ** 2)))
    return nodes


NODES = gauss_nodes()


def tail(log_density, x, direction, end, spread, bend=False):
    """log of the integral of exp(log_density) from x away from the mode, over what it is at x; by Gauss's rule on panels that grow."""
    at = log_density(x)
    total, start, step = mpf(0), x, spread
    while True:
        if bend:    # log odds: the density bends about zero
            step = min(step, max(mpf(1), abs(start) / 3))
        stop = start + direction * step
        last = (direction > 0 and stop >= end) or (direction < 0 and stop <= end)
        stop = end if last else stop
        half, middle = abs(stop - start) / 2, (stop + start) / 2
        total += half * sum(w * m.exp(log_density(middle + half * t) - at) for t, w in NODES)
        if last or log_density(stop) - at < -90:
            return at + m.log(total)
        start, step = stop, step * mpf("1.5")


def log_complement(v):
    return m.log(-m.expm1(v)) if v > -0.7 else m.log1p(-m.exp(v))


def log_gamma_tails(a, x):
    """log P(a, x), log Q(a, x); the integral runs over log t."""
    if x == 0:
        return -INF, mpf(0)
    if x == INF:
        return mpf(0), -INF
    f = lambda u: a * u - m.exp(u)
    u = m.log(x)
    spread = 1 / (m.sqrt(a + 1) + abs(a - x) / 4)
    if x >= a and not (a < 1 and x < 5):
        q = tail(f, u, 1, u + 2000, spread) - lgamma(a)
        return log_complement(q), q
    if a < 1 and x < 5:
        series, term, k = mpf(0), mpf(1), 0
        while k < 400:
            series += term / (a + k)
            k += 1
            term *= -x / k
        p = a * u - lgamma(a) + m.log(series)
        return p, log_complement(p)
    p = tail(f, u, -1, u - mpf(10) ** 6 / a - 2000, spread) - lgamma(a)
    return p, log_complement(p)


def log_beta_tails(a, b, x, y):
    """log I_x(a, b), log of its complement, with y = 1 - x; the integral runs over the log odds."""
    if x == 0:
        return -INF, mpf(0)
    if y == 0:
        return mpf(0), -INF
    lb = lgamma(a) + lgamma(b) - lgamma(a + b)
    f = lambda u: -a * softplus(-u) - b * softplus(u)
    u = m.log(x) - m.log(y)
    spread = 1 / (abs(a * y - b * x) / 4 + m.sqrt((a + b) * x * y))
    if a * y >= b * x:
        p = tail(f, u, -1, u - mpf(10) ** 6 / a - 1000, spread, True) - lb
        return p, log_complement(p)
    q = tail(f, u, 1, u + mpf(10) ** 6 / b + 1000, spread, True) - lb
    return log_complement(q), q


class Row:
    """A distribution: its log density, ends, and log cdf and survival."""

    def __init__(self, name, density, tails, points, lower=-INF, upper=INF, discrete=False, bounds=()):
        self.name, self.density, self.tails, self.points = name, density, tails, points
        self.lower, self.upper, self.discrete, self.bounds = lower, upper, discrete, bounds


def normal(y, mean, sd):
    return -((y - mean) / sd) ** 2 / 2 - m.log(sd) - LOG2PI() / 2


def normal_tails(y, mean, sd):
    z = (y - mean) / sd
    return log_phi(z), log_phi(-z)


def half_normal(y, sd):
    return m.log(2) + normal(y, 0, sd)


def half_normal_tails(y, sd):
    z = y / sd / m.sqrt(2)
    return (log(m.erf(z)), mpf(0)) if z < 1 and z == 0 else (m.log(m.erf(z)), m.log(2) + log_phi(-y / sd))


def cauchy(y, location, scale):
    return -m.log(m.pi) - m.log(scale) - m.log1p(((y - location) / scale) ** 2)


def cauchy_tails(y, location, scale):
    z = (y - location) / scale
    low = lambda z: m.log(m.atan2(1, -z) / m.pi)
    return low(z), low(-z)


def half_cauchy(y, scale):
    return m.log(2) + cauchy(y, 0, scale)


def half_cauchy_tails(y, scale):
    z = y / scale
    return log(m.atan(z) * 2 / m.pi), m.log(m.atan2(1, z) * 2 / m.pi)


def student(y, nu, location, scale):
    z = (y - location) / scale
    return lgamma((nu + 1) / 2) - lgamma(nu / 2) - m.log(nu * m.pi) / 2 - m.log(scale) - (nu + 1) / 2 * m.log1p(z * z / nu)


def student_tail(nu, z):
    """log P(|t| > |z|)."""
    if z == 0:
        return mpf(0)
    return log_beta_tails(nu / 2, mpf(1) / 2, nu / (nu + z * z), z * z / (nu + z * z))[0]


def student_tails(y, nu, location, scale):
    z = (y - location) / scale
    outer = student_tail(nu, z) - m.log(2)
    return (outer, log_complement(outer)) if z < 0 else (log_complement(outer), outer)


def half_student(y, nu, scale):
    return m.log(2) + student(y, nu, mpf(0), scale)


def half_student_tails(y, nu, scale):
    outer = student_tail(nu, y / scale)
    return (log_complement(outer) if outer < 0 else -INF), outer


def log_normal(y, mean, sd):
    return normal(m.log(y), mean, sd) - m.log(y) if y > 0 else -INF


def log_normal_tails(y, mean, sd):
    return normal_tails(m.log(y), mean, sd) if y > 0 else (-INF, mpf(0))


def exponential(y, rate):
    return m.log(rate) - rate * y


def exponential_tails(y, rate):
    return log(-m.expm1(-rate * y)), -rate * y


def gamma(y, shape, rate):
    return xlog(shape, rate) - lgamma(shape) + xlog(shape - 1, y) - rate * y if y > 0 else -INF


def gamma_tails(y, shape, rate):
    return log_gamma_tails(shape, rate * y)


def inverse_gamma(y, shape, scale):
    return shape * m.log(scale) - lgamma(shape) - (shape + 1) * m.log(y) - scale / y if y > 0 else -INF


def inverse_gamma_tails(y, shape, scale):
    return log_gamma_tails(shape, scale / y)[::-1] if y > 0 else (-INF, mpf(0))


def beta(y, a, b):
    return xlog(a - 1, y) + xlog(b - 1, 1 - y) - (lgamma(a) + lgamma(b) - lgamma(a + b))


def beta_tails(y, a, b):
    return log_beta_tails(a, b, y, 1 - y)


def uniform(y, lower, upper):
    return -m.log(upper - lower)


def uniform_tails(y, lower, upper):
    return log((y - lower) / (upper - lower)), log((upper - y) / (upper - lower))


def laplace(y, location, scale):
    return -m.log(2) - m.log(scale) - abs(y - location) / scale


def laplace_tails(y, location, scale):
    z = abs(y - location) / scale
    outer = -m.log(2) - z
    return (outer, log_complement(outer)) if y < location else (log_complement(outer), outer)


def logistic(y, location, scale):
    z = abs(y - location) / scale
    return -m.log(scale) - z - 2 * m.log1p(m.exp(-z))


def logistic_tails(y, location, scale):
    z = (y - location) / scale
    return -softplus(-z), -softplus(z)


def weibull(y, shape, scale):
    if y <= 0:
        return -INF
    u = m.log(y) - m.log(scale)
    return m.log(shape) - m.log(scale) + (shape - 1) * u - m.exp(shape * u) if shape * u < 10000 else -INF


def weibull_tails(y, shape, scale):
    if y <= 0:
        return -INF, mpf(0)
    u = shape * (m.log(y) - m.log(scale))
    if u > 10000:
        return mpf(0), -INF
    return m.log(-m.expm1(-m.exp(u))), -m.exp(u)


def scale_mixture(y, weight, first, second):
    return log(weight * m.exp(normal(y, 0, first)) + (1 - weight) * m.exp(normal(y, 0, second)))


def scale_mixture_tails(y, weight, first, second):
    both = [normal_tails(y, 0, first), normal_tails(y, 0, second)]
    return tuple(log(weight * m.exp(a) + (1 - weight) * m.exp(b)) for a, b in zip(*both))


def continuous_bernoulli(y, logits):
    if logits == 0:
        return mpf(0)
    return logits * y - (m.log(m.expm1(logits) / logits) if logits < 0 else logits + m.log(-m.expm1(-logits) / logits))


def continuous_bernoulli_tails(y, logits):
    if logits == 0:
        return log(y), log(1 - y)
    below = lambda y, l: (log(-m.expm1(l * y)) - m.log(-m.expm1(l))) if l < 0 else l * (y - 1) + log(-m.expm1(-l * y)) - m.log(-m.expm1(-l))
    return below(y, logits), below(1 - y, -logits)


def bernoulli(y, p):
    return log(p) if y == 1 else log(1 - p)


def bernoulli_tails(y, p):
    return (mpf(0), -INF) if y == 1 else (log(1 - p), log(p))


def binomial_logits(y, n, l):
    choose = lgamma(n + 1) - lgamma(y + 1) - lgamma(n - y + 1)
    if abs(l) == INF:
        return choose if y == (n if l > 0 else 0) else -INF
    return choose - y * softplus(-l) - (n - y) * softplus(l)


def binomial(y, n, p):
    return lgamma(n + 1) - lgamma(y + 1) - lgamma(n - y + 1) + xlog(y, p) + xlog(n - y, 1 - p)


def binomial_tails(y, n, p):
    if y == n:
        return mpf(0), -INF
    return log_beta_tails(y + 1, n - y, p, 1 - p)[::-1]


def logistic_of(l):
    if abs(l) == INF:
        return mpf(1 if l > 0 else 0)
    return m.exp(-softplus(-l))


def poisson(y, rate):
    return -INF if rate == INF else xlog(y, rate) - rate - lgamma(y + 1)


def poisson_tails(y, rate):
    return log_gamma_tails(y + 1, rate)[::-1]


def negative_binomial(y, mean, dispersion):
    return lgamma(y + dispersion) - lgamma(y + 1) - lgamma(dispersion) + xlog(y, mean / (mean + dispersion)) - dispersion * m.log1p(mean / dispersion)


def negative_binomial_tails(y, mean, dispersion):
    return log_beta_tails(y + 1, dispersion, mean / (mean + dispersion), dispersion / (mean + dispersion))[::-1]


def grid(*lists):
    out = [()]
    for values in lists:
        out = [row + (v,) for row in out for v in values]
    return out


WIDE = [1e-300, 1e-10, 0.7, 1e10, 1e300]
LOCATION = [0.0, 3.0]


def located(scales):
    """Values around a location, in scales."""
    rows = []
    for location in LOCATION:
        for scale in scales:
            for z in (0.0, 1e-8, -0.6, 2.5, -40.0, 1e5, -1e9):
                rows.append((location + z * scale, location, scale))
    return [r for r in rows if math.isfinite(r[0])]


def positive(scales, zs=(0.0, 1e-300, 1e-8, 0.6, 2.5, 40.0, 1e5)):
    return [(z * s, s) for s in scales for z in zs if math.isfinite(z * s)]


SHAPES = [1e-300, 1e-10, 0.3, 1.0, 7.5, 1e3, 1e5, 1e8, 1e12, 1e15]


def gammas(inverse):
    rows = []
    for shape in SHAPES:
        sd = math.sqrt(shape) if shape > 1 else shape
        for x in {shape, shape + 2.5 * sd, max(shape - 2.5 * sd, shape * 0.1), shape * 1.5, shape * 0.5, 1.0, 50.0}:
            for rate in (1.0, 1e-200, 1e200):
                y = rate / x if inverse else x / rate
                if math.isfinite(y) and y > 1e-307 and (rate == 1.0 or x == shape):
                    rows.append((y, shape, rate))
    rows += [(0.0, 2.0, 1.0), (-1.0, 2.0, 1.0), (800.0, 2.0, 1.0), (1e300, 1e300, 1.0) if not inverse else (1e-300, 1e300, 1.0), (3.0, 1.0, 2.0)]
    return rows


def betas():
    rows = []
    for a in (1e-300, 1e-5, 0.5, 1.0, 4.0, 300.0, 1e6, 1e10):
        for b in (1e-5, 0.5, 1.0, 30.0, 1e5, 1e10, 1e15):
            mean = a / (a + b)
            sd = math.sqrt(mean * (b / (a + b)) / (a + b + 1))
            for y in {mean, mean + 2 * sd, 0.4}:
                if 0 < y < 1 and (y != 0.4 or a + b < 1e6):
                    rows.append((y, a, b))
    for a, b in ((1.0, 1.0), (1.0, 3.0), (3.0, 1.0), (2.0, 2.0), (0.5, 0.5)):
        rows += [(0.0, a, b), (1.0, a, b), (-0.1, a, b), (1.1, a, b)]
    rows += [(0.999999, 2.0, 3000.0), (1e-300, 2.0, 2.0)]
    return rows


def students():
    rows = []
    for nu in (1e-300, 1e-3, 1.0, 4.5, 200.0, 1e4, 1e8, 1e12, 1e15, 1e300):
        for z in (0.0, 1e-5, -1.0, 3.0, 40.0, -1e6):
            rows.append((z, nu, 0.0, 1.0))
        rows += [(1.0, nu, 0.5, 1e-200), (1.0, nu, 0.5, 1e200)]
    return rows


COUNTS = [0, 1, 5, 39, 1000, 100000, 1000000000]


def poissons():
    rows = [(y, rate) for y in COUNTS for rate in (1e-300, 1e-5, 0.8, 40.0, 1e3, 1e5, 1e9, 1e300)]
    rows += [(y, y * 1.0) for y in COUNTS[1:]] + [(y, y + 3 * math.sqrt(y)) for y in COUNTS[1:]] + [(0, 0.0), (1, 0.0), (-1, 2.0)]
    return rows


def binomials(logits):
    rows = []
    for n in (0, 1, 20, 1000, 1000000, 2000000000):
        for y in sorted({0, 1, n // 3, n - 1, n}):
            if 0 <= y <= n:
                ps = [0.0, 1.0, 1e-300, 1e-8, 0.3, 1 - 1e-8]
                ls = [-math.inf, math.inf, -700.0, -20.0, -0.8, 0.0, 30.0]
                if 0 < y < n:
                    ps.append(y / n)
                    ls.append(math.log(y / (n - y)))
                rows += [(y, n, v) for v in (ls if logits else ps)]
    return rows + [(-1, 3, 0.5), (4, 3, 0.5)]


def negative_binomials():
    rows = []
    for dispersion in (1e-300, 1e-8, 0.4, 3.0, 200.0, 1e5, 1e10, 1e12, 6e16, 1e300):
        for y, mean in ((0, 1e-300), (0, 4.0), (1, 0.2), (39, math.exp(4)), (20, 13.0), (1000, 1100.0), (100000, 99000.0), (5, 1e9), (3, 1e-200)):
            rows.append((y, mean, dispersion))
    return rows + [(-1, 2.0, 3.0)]


POSITIVE = (0, INF)
REAL = (-INF, INF)
UNIT = (0, 1)

ROWS = [
    Row("Normal", normal, normal_tails, located(WIDE), bounds=(REAL, POSITIVE)),
    Row("HalfNormal", half_normal, half_normal_tails, positive(WIDE) + [(-1.0, 1.0)], 0, bounds=(POSITIVE,)),
    Row("Cauchy", cauchy, cauchy_tails, located(WIDE) + [(1.0, 0.0, 1e-250)], bounds=(REAL, POSITIVE)),
    Row("HalfCauchy", half_cauchy, half_cauchy_tails, positive(WIDE) + [(1.0, 1e-250), (-1.0, 1.0)], 0, bounds=(POSITIVE,)),
    Row("StudentT", student, student_tails, students(), bounds=(POSITIVE, REAL, POSITIVE)),
    Row("HalfStudentT", half_student, half_student_tails, [(abs(y), nu, s) for y, nu, _, s in students()] + [(-1.0, 3.0, 1.0)], 0, bounds=(POSITIVE, POSITIVE)),
    Row("LogNormal", log_normal, log_normal_tails,
        [(y, mean, sd) for y in (1e-300, 0.3, 1.0, 7.0, 1e300) for mean in (-700.0, 0.0, 2.0) for sd in (1e-10, 0.7, 1e10)] + [(0.0, 0.0, 1.0), (-1.0, 0.0, 1.0)],
        0, bounds=(REAL, POSITIVE)),
    Row("Exponential", exponential, exponential_tails, [(z / r, r) for r in WIDE for z in (0.0, 1e-8, 0.6, 2.5, 800.0, 1e5) if math.isfinite(z / r)] + [(-1.0, 1.0)], 0,
        bounds=(POSITIVE,)),
    Row("Gamma", gamma, gamma_tails, gammas(False), 0, bounds=(POSITIVE, POSITIVE)),
    Row("InverseGamma", inverse_gamma, inverse_gamma_tails, gammas(True), 0, bounds=(POSITIVE, POSITIVE)),
    Row("Beta", beta, beta_tails, betas(), 0, 1, bounds=(POSITIVE, POSITIVE)),
    Row("Uniform", uniform, uniform_tails,
        [(y, a, b) for a, b in ((0.0, 1.0), (-3.0, 5.0), (0.0, 1e-300), (-1e300, 1e300), (1.0, 1.0 + 2 ** -50)) for y in (a, b, a + (b - a) / 4, a - 1e290, b + 1e290)],
        bounds=(REAL, REAL)),
    Row("Laplace", laplace, laplace_tails, located(WIDE), bounds=(REAL, POSITIVE)),
    Row("Logistic", logistic, logistic_tails, located(WIDE), bounds=(REAL, POSITIVE)),
    Row("Weibull", weibull, weibull_tails,
        [(z * s, k, s) for k in (1e-300, 1e-5, 0.7, 1.0, 9.0, 1e5) for s in (1e-200, 1.0, 3.0, 1e200) for z in (1e-50, 1.0 - 2 ** -20, 1.0, 1.3, 30.0)]
        + [(0.0, 2.0, 1.0), (-1.0, 2.0, 1.0)], 0, bounds=(POSITIVE, POSITIVE)),
    Row("ScaleMixture", scale_mixture, scale_mixture_tails,
        [(y, w, a, b) for y in (0.0, 0.6, 5.0, -40.0) for w in (0.0, 1.0, 1e-300, 0.3) for a, b in ((1.0, 2.0), (5.0, 0.01), (1e-100, 1e100))],
        bounds=(UNIT, POSITIVE, POSITIVE)),
    Row("ContinuousBernoulliLogits", continuous_bernoulli, continuous_bernoulli_tails,
        [(y, l) for y in (0.0, 1e-10, 0.4, 1.0) for l in (0.0, 1e-300, -1e-5, 0.2, -0.31, 3.0, -40.0, 1e5, -1e10)] + [(-0.1, 1.0), (1.1, 1.0)], 0, 1, bounds=(REAL,)),
    Row("Bernoulli", bernoulli, bernoulli_tails, [(y, p) for y in (0, 1) for p in (0.0, 1e-300, 1e-10, 0.4, 1 - 2 ** -53, 1.0)] + [(-1, 0.5), (2, 0.5)], 0, 1, True, (UNIT,)),
    Row("BernoulliLogits", lambda y, l: binomial_logits(y, mpf(1), l), lambda y, l: bernoulli_tails(y, logistic_of(l)),
        [(y, l) for y in (0, 1) for l in (-math.inf, -1e300, -700.0, -40.0, -0.3, 0.0, 1e-10, 3.0, 50.0, 1e10, math.inf)] + [(-1, 0.5), (2, 0.5)], 0, 1, True, (REAL,)),
    Row("Binomial", binomial, binomial_tails, binomials(False), 0, None, True, (None, UNIT)),
    Row("BinomialLogits", binomial_logits, lambda y, n, l: binomial_tails_of_logits(y, n, l), binomials(True), 0, None, True, (None, REAL)),
    Row("Poisson", poisson, poisson_tails, poissons(), 0, INF, True, (POSITIVE,)),
    Row("PoissonLog", lambda y, l: poisson(y, m.exp(l)) if l != -INF else poisson(y, mpf(0)), lambda y, l: poisson_tails(y, m.exp(l) if l != -INF else mpf(0)),
        [(y, l) for y in COUNTS for l in (-math.inf, -800.0, -20.0, 0.0, 3.7, 11.5, 20.7)] + [(-1, 0.0)], 0, INF, True, (REAL,)),
    Row("NegativeBinomial", negative_binomial, negative_binomial_tails, negative_binomials(), 0, INF, True, (POSITIVE, POSITIVE)),
]


def binomial_tails_of_logits(y, n, l):
    if y == n:
        return mpf(0), -INF
    return log_beta_tails(y + 1, n - y, logistic_of(l), logistic_of(-l))[::-1]


def digits(arguments):
    size = max([abs(math.log10(abs(a))) for a in arguments if a != 0 and math.isfinite(a)] + [1])
    return int(50 + 2.2 * size)


def derivative(row, arguments, i, value):
    """By a difference with a step so small that its error is below the digits; one-sided at an end."""
    x = arguments[i]
    low, high = (row.lower, row.upper) if i == 0 else row.bounds[i - 1]
    if abs(x) == INF:
        return None
    sizes = [abs(v) for v in arguments if v != 0 and abs(v) != INF] + [mpf(1)]
    step = (abs(x) if x != 0 else min(sizes)) * mpf(10) ** -30
    moved = lambda t: row.density(*arguments[:i], t, *arguments[i + 1:])
    if row.name in ("Laplace", "Logistic") and i < 2 and arguments[0] == arguments[1]:
        return None if row.name == "Laplace" else mpf(0)
    if row.name == "Uniform":
        width = arguments[2] - arguments[1]
        return [mpf(0), 1 / width, -1 / width][i]
    if row.name == "ScaleMixture" and i == 1:
        first, second = (m.exp(normal(arguments[0], 0, sd)) for sd in arguments[2:])
        return (first - second) / (x * first + (1 - x) * second)
    if x == low:
        return (moved(x + step) - value) / step
    if x == high:
        return (value - moved(x - step)) / step
    return (moved(x + step) - moved(x - step)) / (2 * step)


def text(value):
    if value is None:
        return ""
    number = float(value)
    return "Infinity" if number == math.inf else "-Infinity" if number == -math.inf else repr(number)


def inside(row, arguments):
    y = arguments[0]
    if row.name == "Uniform":
        return arguments[1] <= y <= arguments[2]
    upper = arguments[1] if row.upper is None else row.upper
    open_at_zero = row.name in ("Gamma", "InverseGamma", "Weibull", "LogNormal")
    return (y > row.lower or (y == row.lower and not open_at_zero)) and y <= upper


def evaluate(row, point):
    mp.dps = digits(point)
    arguments = [mpf(v) if math.isfinite(v) else (INF if v > 0 else -INF) for v in point]
    if not inside(row, arguments):
        below = arguments[0] <= (arguments[1] if row.name == "Uniform" else row.lower)
        return [-INF] + [None] * len(arguments) + ([mpf(0), mpf(0)] if below else [mpf(1), -INF])
    value = row.density(*arguments)
    derivatives = []
    for i in range(len(arguments)):
        skip = not m.isfinite(value) or (i == 0 and row.discrete) or (i > 0 and row.bounds[i - 1] is None)
        mp.dps = digits(point) + 70
        derivatives.append(None if skip else derivative(row, arguments, i, row.density(*arguments)))
        mp.dps = digits(point)
    if min(abs(v) for v in point[1:]) < 1e-100 and row.name in ("StudentT", "HalfStudentT", "Beta", "NegativeBinomial"):
        return [value] + derivatives + [None, None]     # the integrals of such shapes reach over 1e300 units of log odds
    low, high = row.tails(*arguments)
    return [value] + derivatives + [mpf(0) if low < -800 else m.exp(low), high]


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "edges.csv"), "w", newline="\n") as file:
        file.write("name;arguments;value;logDensity;derivatives;cdf;logSurvival\n")
        for row in ROWS:
            for point in dict.fromkeys(row.points):
                result = evaluate(row, point)
                count = len(point)
                file.write(";".join([
                    row.name, " ".join(text(v) if not isinstance(v, int) else str(v) for v in point[1:]), repr(point[0]), text(result[0]),
                    " ".join(text(v) or "-" for v in result[1:1 + count]), text(result[-2]), text(result[-1])]) + "\n")
            print(row.name, len(dict.fromkeys(row.points)), flush=True)
            file.flush()


if __name__ == "__main__":
    main()
