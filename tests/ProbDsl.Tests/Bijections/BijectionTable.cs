using Xunit;

namespace ProbDsl.Tests.Bijections;

/// <summary>Every transform at every size that the tests walk.</summary>
public static class BijectionTable
{
    private static readonly Dictionary<string, (int Largest, Func<int, BijectionCase> Create)> Transforms = new()
    {
        ["real line"] = (20, n => new RealLineCase(n)),
        ["positive"] = (20, n => new LowerBoundCase(n, 0)),
        ["above -1.5"] = (20, n => new LowerBoundCase(n, -1.5)),
        ["negative"] = (20, n => new UpperBoundCase(n, 0)),
        ["below 2.5"] = (20, n => new UpperBoundCase(n, 2.5)),
        ["unit interval"] = (20, n => new IntervalCase(n, 0, 1)),
        ["from -2 to 3"] = (20, n => new IntervalCase(n, -2, 3)),
        ["ordered"] = (20, n => new OrderedCase(1, n)),
        ["three ordered"] = (6, n => new OrderedCase(3, n)),
        ["positive ordered"] = (20, n => new PositiveOrderedCase(1, n)),
        ["two positive ordered"] = (6, n => new PositiveOrderedCase(2, n)),
        ["simplex"] = (20, n => new SimplexCase(1, n)),
        ["four simplices"] = (5, n => new SimplexCase(4, n)),
        ["Cholesky factor of a correlation"] = (7, n => new CholeskyCorrelationCase(n)),
    };

    public static TheoryData<string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach ((string name, (int largest, _)) in Transforms)
                for (int size = 0; size <= largest; size++)
                    rows.Add(name, size);
            return rows;
        }
    }

    public static BijectionCase Create(string name, int size) => Transforms[name].Create(size);
}
