"""Writes the reference tables of the lane functions: arguments, value rounded to double, and the rest of the value.

Run here with Python 3 and mpmath 1.3: python3 generate.py [rows per function, 300] [folder, this one] [function ...].
Values are computed with 50 digits (90 where the definition cancels) from their definitions; each function's seed is its name.
"""
import math
import os
import random
import sys

import mpmath as m
from mpmath import mp, mpf

mp.dps = 50
uniform = random.uniform
ROOT2 = m.sqrt(2)


def log_uniform(low, high):
    return math.exp(uniform(math.log(low), math.log(high)))


def signed(value):
    return value if random.random() < 0.5 else -value


def subnormal():
    return signed(log_uniform(5e-324, 2.2e-308))


def beside_negative_integer():
    return signed(log_uniform(1e-12, 0.45)) - random.randint(1, 30)


def phi(x):
    return m.erfc(-x / ROOT2) / 2


def log_phi(x):
    if x > 0:
        return m.log1p(-m.erfc(x / ROOT2) / 2)
    if x > -1e4:
        return m.log(m.erfc(-x / ROOT2) / 2)
    series = m.log1p(-1 / x ** 2 + 3 / x ** 4 - 15 / x ** 6)
    return -x * x / 2 - m.log(-x) - m.log(2 * m.pi) / 2 + series


def inverse_phi(p):
    """Newton's method on log Phi, whose slope is bounded away from zero in the lower tail."""
    if p == mpf("0.5"):
        return mpf(0)
    if p > mpf("0.5"):
        return -inverse_phi(1 - p)
    x = ROOT2 * m.erfinv(2 * p - 1) if p > 1e-5 else -m.sqrt(-2 * m.log(p))
    for _ in range(40):
        value = m.log(m.erfc(-x / ROOT2) / 2)
        step = (value - m.log(p)) * m.exp(value) / m.npdf(x)
        x -= step
        if abs(step) < abs(x) * mpf(10) ** -40:
            break
    return x


def log_gamma(x):
    return m.log(abs(m.gamma(x))) if abs(x) < 150 else m.loggamma(x).real


def log_beta(a, b):
    with mp.workdps(90):
        return m.loggamma(a) + m.loggamma(b) - m.loggamma(a + b)


def log_choose(n, k):
    with mp.workdps(90):
        return m.loggamma(n + 1) - m.loggamma(k + 1) - m.loggamma(n - k + 1)


def trigamma(x):
    if x < 1e-30:
        return 1 / x ** 2
    return 1 / x if x > 1e30 else m.polygamma(1, x)


def power_arguments():
    while True:
        kind = random.random()
        x = log_uniform(1e-300, 1e300) if kind < 0.3 else uniform(0.5, 2) if kind < 0.65 else log_uniform(0.01, 100)
        y = signed(log_uniform(1e-3, 1e3))
        if -745 < y * math.log(x) < 709.7:
            return x, y


def real_choose_arguments(largest_k):
    n = log_uniform(0.01, 1e9)
    return n, min(n * uniform(0, 1), log_uniform(1e-6, largest_k))


def choose_arguments(largest):
    n = float(int(log_uniform(1, largest)))
    return n, float(random.randint(0, int(n)))


def log_gamma_excess(x):
    with mp.workdps(90):
        return m.loggamma(x) - x * (m.log(x) - 1)


def digamma_excess(x):
    with mp.workdps(90):
        return m.digamma(x) - m.log(x)


def digamma_delta(a, b):
    with mp.workdps(90):
        return m.digamma(a + b) - m.digamma(a)


def log_rising_factorial(a, b):
    with mp.workdps(90):
        return m.loggamma(a + b) - m.loggamma(a)


def log_phi_difference(a, b):
    """In the lower tail, where nothing cancels but a narrow interval."""
    with mp.workdps(90):
        return m.log(phi(-b) - phi(-a) if b > 0 else phi(a) - phi(b))


def interval(low, high, narrowest, widest):
    b = uniform(low, high)
    return b + log_uniform(narrowest, widest), b


def shifted_log_ratio(a, b):
    with mp.workdps(90):
        return (a + b) * m.log((a + b) / (a + mpf(2.5)))


def smaller_second(largest):
    x = uniform(-largest, largest)
    return x, uniform(-abs(x), abs(x))


REFERENCES = {
    "Square": (lambda x: x * x, [lambda: signed(log_uniform(1e-150, 1e150))]),
    "XTimesY": (lambda x, y: x * y, [lambda: (signed(log_uniform(1e-150, 1e150)), signed(log_uniform(1e-150, 1e150)))]),
    "Log1pSquare": (lambda x: m.log1p(x * x), [lambda: uniform(-3, 3), lambda: signed(log_uniform(1e-150, 1)), lambda: signed(log_uniform(1, 1e308))]),
    "Log1pSquareSlope": (lambda x: 2 * x / (1 + x * x), [lambda: uniform(-3, 3), lambda: signed(log_uniform(1e-300, 1)), lambda: signed(log_uniform(1, 1e300))]),
    "LogGammaExcess": (log_gamma_excess, [lambda: uniform(0, 10), lambda: log_uniform(1e-300, 1), lambda: log_uniform(8, 1e20)]),
    "DigammaExcess": (digamma_excess, [lambda: uniform(0, 10), lambda: log_uniform(1e-300, 1), lambda: log_uniform(8, 1e20)]),
    "DigammaDelta": (digamma_delta, [lambda: (log_uniform(1e-3, 64), log_uniform(1e-3, 1e6)), lambda: (uniform(0.1, 64), uniform(0, 20))]),
    "DigammaDeltaLarge": (digamma_delta, [lambda: (log_uniform(64, 1e15), log_uniform(1, 1e15))]),
    "LogRisingFactorial": (log_rising_factorial, [lambda: (log_uniform(1e-6, 8), log_uniform(1e-3, 1e6)), lambda: (uniform(0.1, 8), uniform(0, 20))]),
    "LogRisingFactorialLarge": (log_rising_factorial, [lambda: (log_uniform(8, 1e15), log_uniform(1e-3, 1e6))]),
    "InverseMillsRatio": (lambda x: m.npdf(x) / phi(x), [lambda: uniform(-8, 8), lambda: uniform(-37, 0), lambda: -log_uniform(1, 1e3), lambda: uniform(0, 37)]),
    "LogPhiDifference": (log_phi_difference, [lambda: interval(-8, 8, 1e-12, 4), lambda: interval(-30, 25, 1e-6, 3), lambda: interval(-300, 250, 1e-3, 10)]),
    "LogPhiDifferenceSlope": (lambda a, b: m.exp(-a * a / 2 - m.log(2 * m.pi) / 2 - log_phi_difference(a, b)),
                              [lambda: interval(-8, 8, 1e-6, 4), lambda: interval(-30, 25, 1e-3, 3)]),
    "LogMix": (lambda a, b: m.log(mpf(0.3) * m.exp(a) + (1 - mpf(0.3)) * m.exp(b)), [lambda: smaller_second(3), lambda: smaller_second(500)]),
    "ShiftedLogRatio": (shifted_log_ratio, [lambda: (log_uniform(1e-6, 1e20), uniform(0, 2.5)), lambda: (uniform(0, 10), uniform(0, 2.5))]),
    "BinomialLogits": (lambda x: 2 * x - 5 * m.log1p(m.exp(x)), [lambda: uniform(-40, 40), lambda: uniform(-3, 3), lambda: uniform(-700, 700)]),
    "Share": (lambda a, b: 1 / (1 + m.exp(b - a)), [lambda: (uniform(-50, 50), uniform(-50, 50)), lambda: (uniform(-3, 3), uniform(-3, 3))]),
    "Exp": (m.exp, [lambda: uniform(-745, 709.7), lambda: uniform(-1, 1), lambda: signed(log_uniform(1e-20, 1)),
                    lambda: uniform(-745.1, -708)]),
    "Log": (m.log, [lambda: log_uniform(5e-324, 1.7e308), lambda: uniform(0.5, 2),
                    lambda: 1 + signed(log_uniform(1e-15, 0.3)), lambda: log_uniform(5e-324, 1e-307)]),
    "Log1p": (m.log1p, [lambda: uniform(-1, 2), lambda: signed(log_uniform(1e-300, 0.9)), lambda: log_uniform(1e-10, 1e300), subnormal]),
    "Expm1": (m.expm1, [lambda: uniform(-40, 709.7), lambda: signed(log_uniform(1e-300, 1)), lambda: uniform(-1.5, 1.5), subnormal]),
    "Log1pExp": (lambda x: m.log1p(m.exp(x)), [lambda: uniform(-700, 700), lambda: uniform(-40, 40), lambda: uniform(-2, 2),
                                               lambda: uniform(-745.1, -705)]),
    "Logistic": (lambda x: 1 / (1 + m.exp(-x)), [lambda: uniform(-700, 700), lambda: uniform(-40, 40), lambda: uniform(-2, 2),
                                                 lambda: uniform(-745.1, -705)]),
    "Logit": (lambda p: m.log(p / (1 - p)), [lambda: uniform(0, 1), lambda: log_uniform(5e-324, 0.1),
                                             lambda: 0.5 + signed(log_uniform(1e-15, 0.4)), lambda: 1 - log_uniform(1e-15, 0.3)]),
    "Tanh": (m.tanh, [lambda: uniform(-20, 20), lambda: uniform(-1, 1), lambda: signed(log_uniform(1e-300, 1)), subnormal]),
    "Sin": (m.sin, [lambda: uniform(-10, 10), lambda: uniform(-1e6, 1e6), lambda: signed(log_uniform(1e-300, 1)),
                    lambda: float(m.pi * random.randint(1, 200000)), lambda: signed(log_uniform(1e6, 1e300)), subnormal]),
    "Cos": (m.cos, [lambda: uniform(-10, 10), lambda: uniform(-1e6, 1e6),
                    lambda: float(m.pi * (random.randint(1, 200000) + 0.5)), lambda: signed(log_uniform(1e6, 1e300))]),
    "Atan": (m.atan, [lambda: uniform(-10, 10), lambda: signed(log_uniform(1e-300, 1)), lambda: signed(log_uniform(1e-3, 1e300)),
                      subnormal]),
    "LogGamma": (log_gamma, [lambda: uniform(0, 3), lambda: uniform(0, 20), lambda: 1 + signed(log_uniform(1e-14, 0.5)),
                             lambda: 2 + signed(log_uniform(1e-14, 0.5)), lambda: log_uniform(5e-324, 1e300),
                             lambda: log_uniform(1, 1e4)]),
    "Digamma": (m.digamma, [lambda: uniform(0, 3), lambda: uniform(0, 20),
                            lambda: 1.4616321449683623 + signed(log_uniform(1e-14, 0.3)),
                            lambda: log_uniform(1e-300, 1e300), lambda: log_uniform(0.1, 1e4)]),
    "Trigamma": (trigamma, [lambda: uniform(0, 3), lambda: uniform(0, 20), lambda: log_uniform(8e-155, 1e300),
                            lambda: log_uniform(0.1, 1e4), lambda: log_uniform(8e-155, 2e-154), lambda: log_uniform(1e307, 1.7e308)]),
    "Erf": (m.erf, [lambda: uniform(-6, 6), lambda: uniform(-1, 1), lambda: signed(log_uniform(1e-300, 1)), subnormal]),
    "Erfc": (m.erfc, [lambda: uniform(-6, 6), lambda: uniform(-1, 1), lambda: uniform(0, 26.5),
                      lambda: signed(log_uniform(1e-20, 1)), lambda: uniform(26.5, 27.22)]),
    "Phi": (phi, [lambda: uniform(-8, 8), lambda: uniform(-37.5, 0), lambda: uniform(-1, 1), lambda: uniform(-38.46, -37.5)]),
    "LogPhi": (log_phi, [lambda: uniform(-8, 8), lambda: uniform(-40, 0), lambda: -log_uniform(1, 1e10), lambda: uniform(0, 37),
                         lambda: uniform(37.5, 38.46)]),
    "InversePhi": (inverse_phi, [lambda: uniform(0, 1), lambda: log_uniform(5e-324, 0.1),
                                 lambda: 0.5 + signed(log_uniform(1e-14, 0.4)), lambda: 1 - log_uniform(1e-15, 0.1)]),
    "LogGammaNegative": (log_gamma, [lambda: uniform(-5, 0), lambda: uniform(-50, 0), lambda: -log_uniform(5e-324, 1),
                                     lambda: -log_uniform(50, 1e5), beside_negative_integer]),
    "DigammaNegative": (m.digamma, [lambda: uniform(-5, 0), lambda: uniform(-50, 0), lambda: -log_uniform(1e-300, 1),
                                    lambda: -log_uniform(50, 1e5), beside_negative_integer]),
    "TrigammaNegative": (lambda x: m.polygamma(1, x), [lambda: uniform(-5, 0), lambda: uniform(-50, 0), lambda: -log_uniform(1e-15, 1),
                                                       lambda: -log_uniform(50, 1e3), beside_negative_integer]),
    "Pow": (m.power, [power_arguments]),
    "LogBeta": (log_beta, [lambda: (log_uniform(0.01, 1e6), log_uniform(0.01, 1e6)), lambda: (uniform(0.1, 20), uniform(0.1, 20)),
                           lambda: (log_uniform(0.1, 20), log_uniform(10, 1e8)), lambda: (uniform(0.5, 3), uniform(0.5, 3)),
                           lambda: (log_uniform(1e-300, 10), log_uniform(1e-300, 10)), lambda: (uniform(6, 9), uniform(6, 9)),
                           lambda: (uniform(0, 8), log_uniform(8, 1e12))]),
    "LogChoose": (log_choose, [lambda: choose_arguments(1000), lambda: choose_arguments(1e9), lambda: choose_arguments(40)]),
    "LogChooseReal": (log_choose, [lambda: real_choose_arguments(10), lambda: real_choose_arguments(1e9)]),
    "LogSumExp2": (lambda a, b: m.log(m.exp(a) + m.exp(b)), [lambda: (uniform(-50, 50), uniform(-50, 50)),
                                                             lambda: (uniform(1, 3), uniform(1, 3)),
                                                             lambda: (uniform(-1, 1), uniform(-1, 1))]),
    "XLogY": (lambda x, y: x * m.log(y), [lambda: (uniform(-50, 50), log_uniform(1e-9, 1e9)),
                                          lambda: (log_uniform(5e-324, 1e-307), uniform(0.1, 10))]),
    "XLog1pY": (lambda x, y: x * m.log1p(y), [lambda: (uniform(-50, 50), log_uniform(1e-9, 1e9)),
                                              lambda: (log_uniform(5e-324, 1e-307), uniform(-0.9, 10))]),
}


def rows(function, domains, count):
    written = 0
    while written < count:
        x = domains[written % len(domains)]()
        arguments = x if isinstance(x, tuple) else (x,)
        value = function(*[mpf(a) for a in arguments])
        high = float(value)
        if math.isfinite(high):
            yield " ".join(repr(v) for v in (*arguments, high, float(value - mpf(high))))
            written += 1


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))
    for name, (function, domains) in REFERENCES.items():
        if len(sys.argv) <= 3 or name in sys.argv[3:]:
            random.seed(name)
            with open(os.path.join(folder, name + ".txt"), "w", newline="\n") as file:
                file.writelines(row + "\n" for row in rows(function, domains, count))


if __name__ == "__main__":
    main()
