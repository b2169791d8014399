namespace ProbDsl.Inference;

/// <summary>The covariance of a guide, and what it says of all other coordinates given one.</summary>
internal sealed class GuideCovariance
{
    private readonly GaussianGuide _guide;
    private readonly int _dimension;
    private readonly double[] _covariance;

    /// <summary>Multiplies the factor out.</summary>
    /// <param name="guide">A dense guide.</param>
    public GuideCovariance(GaussianGuide guide)
    {
        _guide = guide;
        _dimension = guide.Dimension;
        _covariance = new double[_dimension * _dimension];
        for (int i = 0; i < _dimension; i++)
            for (int j = 0; j < _dimension; j++)
            {
                int common = Math.Min(i, j) + 1;
                _covariance[i * _dimension + j] = Dense.Dot(guide.Factor.Slice(i * _dimension, common), guide.Factor.Slice(j * _dimension, common));
            }
    }

    /// <summary>Writes the guide's conditional of the other coordinates where one is at its mean; false where rounding leaves none.</summary>
    public bool TryCondition(int held, GaussianGuide conditional)
    {
        int free = _dimension - 1;
        Without(held, k => _guide.Mean[k]).CopyTo(conditional.Mean, 0);
        for (int i = 0; i < free; i++)
            for (int j = 0; j <= i; j++)
            {
                (int a, int b) = (i < held ? i : i + 1, j < held ? j : j + 1);
                conditional.Factor[i * free + j] = _covariance[a * _dimension + b]
                    - _covariance[a * _dimension + held] * _covariance[b * _dimension + held] / _covariance[held * _dimension + held];
            }
        return Dense.TryCholesky(conditional.Factor, free);
    }

    /// <summary>By how much each other coordinate moves where one moves by one.</summary>
    public double[] Regression(int held) => Without(held, k => _covariance[k * _dimension + held] / _covariance[held * _dimension + held]);

    private double[] Without(int held, Func<int, double> value) => [.. Enumerable.Range(0, _dimension).Where(k => k != held).Select(value)];
}
