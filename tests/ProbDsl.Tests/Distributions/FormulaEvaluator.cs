using System.Globalization;
using MathNet.Numerics;

namespace ProbDsl.Tests;

/// <summary>Evaluates a distribution's formula, with MathNet's special functions: a reading that shares no code with the library.</summary>
/// <remarks>Recursive descent over: ternary, comparison, sum, product, unary minus, primary. A double[] name inside sum(e) is its k-th element.</remarks>
internal sealed class FormulaEvaluator(string formula, IReadOnlyDictionary<string, object> values)
{
    private int _position;
    private int? _element;
    private Func<double, double> _round = value => value;

    /// <param name="formula">The formula.</param>
    /// <param name="values">What its names stand for: numbers and arrays.</param>
    /// <param name="round">What becomes of the result of each operation; nothing by default.</param>
    public static double Evaluate(string formula, IReadOnlyDictionary<string, object> values, Func<double, double>? round = null)
    {
        FormulaEvaluator evaluator = new(formula, values) { _round = round ?? (value => value) };
        double value = evaluator.Ternary();
        return evaluator._position == formula.Length ? value : throw new FormatException($"'{formula}' ends at {evaluator._position}.");
    }

    private double Ternary()
    {
        double condition = Comparison();
        if (!Accept("?"))
            return condition;
        double whenTrue = Ternary();
        Expect(":");
        double whenFalse = Ternary();
        return condition != 0 ? whenTrue : whenFalse;
    }

    private double Comparison()
    {
        double left = Sum();
        if (Accept("<="))
            return left <= Sum() ? 1 : 0;
        if (Accept(">="))
            return left >= Sum() ? 1 : 0;
        if (Accept("=="))
            return left == Sum() ? 1 : 0;
        if (Accept("<"))
            return left < Sum() ? 1 : 0;
        return Accept(">") ? (left > Sum() ? 1 : 0) : left;
    }

    private double Sum()
    {
        double value = Product();
        while (true)
        {
            if (Accept("+"))
                value = _round(value + Product());
            else if (Accept("-"))
                value = _round(value - Product());
            else
                return value;
        }
    }

    private double Product()
    {
        double value = Unary();
        while (true)
        {
            if (Accept("*"))
                value = _round(value * Unary());
            else if (Accept("/"))
                value = _round(value / Unary());
            else
                return value;
        }
    }

    private double Unary() => Accept("-") ? -Unary() : Primary();

    private double Primary()
    {
        if (Accept("("))
        {
            double inner = Ternary();
            Expect(")");
            return inner;
        }
        int start = _position;
        while (_position < formula.Length && (char.IsLetterOrDigit(formula[_position]) || formula[_position] == '.'))
            _position++;
        string word = formula[start.._position];
        SkipSpace();
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return number;
        return Accept("(") ? Call(word) : Name(word);
    }

    private double Name(string name) => name switch
    {
        "pi" => Math.PI,
        "halfLogTwoPi" => 0.5 * Math.Log(2 * Math.PI),
        "logTwo" => Math.Log(2),
        "logPi" => Math.Log(Math.PI),
        "infinity" => double.PositiveInfinity,
        _ => values[name] is double[] vector ? vector[_element!.Value] : Convert.ToDouble(values[name], CultureInfo.InvariantCulture),
    };

    private double Call(string function)
    {
        if (function is "sum" or "logSumExp")
        {
            double[] terms = Terms();
            double maximum = terms.Max();
            return _round(function == "sum" ? terms.Sum() : maximum + Math.Log(terms.Sum(term => Math.Exp(term - maximum))));
        }
        if (function is "at" or "count")
        {
            double[] vector = (double[])values[Word()];
            double index = function == "at" && Accept(",") ? Ternary() : 0;
            Expect(")");
            return function == "at" ? vector[(int)index] : vector.Length;
        }
        double first = Ternary(), second = Accept(",") ? Ternary() : double.NaN, third = Accept(",") ? Ternary() : double.NaN;
        Expect(")");
        return _round(double.IsNaN(third) ? Apply(function, first, second) : Apply(function, first, second, third));
    }

    /// <summary>The values of the expression up to the closing parenthesis, once for each element.</summary>
    private double[] Terms()
    {
        int start = _position, length = values.Values.OfType<double[]>().First().Length;
        double[] terms = new double[length];
        for (int k = 0; k < length; k++)
        {
            (_position, _element) = (start, k);
            terms[k] = Ternary();
        }
        _element = null;
        Expect(")");
        return terms;
    }

    private static double Apply(string function, double x, double y, double z) => function switch
    {
        "binomialLogits" => x * z - y * Apply("log1pExp", z, 0),
        "shiftedLogRatio" => (x + y) * (Math.Log(x + y) - Math.Log(x + z)),
        "logMix" => Apply("logSumExp2", Math.Log(x) + y, SpecialFunctions.Log1p(-x) + z),
        _ => throw new FormatException($"No function '{function}'."),
    };

    private static double Apply(string function, double x, double y) => function switch
    {
        "exp" => Math.Exp(x),
        "log" => Math.Log(x),
        "log1p" => SpecialFunctions.Log1p(x),
        "expm1" => 2 * Math.Sinh(x / 2) * Math.Exp(x / 2),
        "atan" => Math.Atan(x),
        "erf" => SpecialFunctions.Erf(x),
        "sqrt" => Math.Sqrt(x),
        "square" => x * x,
        "abs" => Math.Abs(x),
        "pow" => Math.Pow(x, y),
        "min" => Math.Min(x, y),
        "max" => Math.Max(x, y),
        "logSumExp2" => Math.Max(x, y) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x - y))),
        "logistic" => SpecialFunctions.Logistic(x),
        "phi" => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x),
        "logPhi" => Math.Log(MathNet.Numerics.Distributions.Normal.CDF(0, 1, x)),
        "logPhiDifference" => LogPhiDifference(x, y),
        "logBesselI" => Math.Log(MathNet.Numerics.SpecialFunctions.BesselI(x, y)),
        "besselRatio" => MathNet.Numerics.SpecialFunctions.BesselI(x + 1, y) / MathNet.Numerics.SpecialFunctions.BesselI(x, y),
        "digamma" => SpecialFunctions.DiGamma(x),
        "lgamma" => SpecialFunctions.GammaLn(x),
        "log1pExp" => Math.Max(x, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x))),
        "xlogy" => x == 0 ? 0 : x * Math.Log(y),
        "xlog1py" => x == 0 ? 0 : x * SpecialFunctions.Log1p(y),
        "xtimes" => x == 0 ? 0 : x * y,
        "log1pSquare" => SpecialFunctions.Log1p(x * x),
        "lgammaExcess" => SpecialFunctions.GammaLn(x) - x * (Math.Log(x) - 1),
        "lbeta" => SpecialFunctions.BetaLn(x, y),
        "lchoose" => SpecialFunctions.GammaLn(x + 1) - SpecialFunctions.GammaLn(y + 1) - SpecialFunctions.GammaLn(x - y + 1),
        _ => throw new FormatException($"No function '{function}'."),
    };

    private string Word()
    {
        int start = _position;
        while (char.IsLetterOrDigit(formula[_position]))
            _position++;
        string word = formula[start.._position];
        SkipSpace();
        return word;
    }

    private bool Accept(string token)
    {
        if (string.CompareOrdinal(formula, _position, token, 0, token.Length) != 0)
            return false;
        _position += token.Length;
        SkipSpace();
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
            throw new FormatException($"'{formula}' has no '{token}' at {_position}.");
    }

    private void SkipSpace()
    {
        while (_position < formula.Length && formula[_position] == ' ')
            _position++;
    }

    /// <summary>log(Φ(a) - Φ(b)): on one side of zero by Simpson's rule over the density, divided by that at the nearer end.</summary>
    private static double LogPhiDifference(double a, double b)
    {
        if (a < 0)
            (a, b) = (-b, -a);
        if (b < 0)
            return Math.Log(MathNet.Numerics.Distributions.Normal.CDF(0, 1, a) - MathNet.Numerics.Distributions.Normal.CDF(0, 1, b));
        const int Steps = 2000;
        double step = Math.Min(a - b, 40 / (1 + b)) / Steps;
        double Density(int k) => Math.Exp(-(k * step) * (b + (0.5 * k * step)));
        double sum = Enumerable.Range(0, Steps + 1).Sum(k => Density(k) * (k is 0 or Steps ? 1 : k % 2 == 0 ? 2 : 4));
        return Math.Log(sum * step / 3) - (0.5 * b * b) - (0.5 * Math.Log(2 * Math.PI));
    }
}
