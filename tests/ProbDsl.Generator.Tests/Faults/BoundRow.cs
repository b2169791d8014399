namespace ProbDsl.Generator.Tests.Faults;

/// <summary>A model with a guide, networks or parameters, and what its bound is, in plain C#.</summary>
/// <param name="Name">Its name: that of the class.</param>
/// <param name="Members">Its members; data have their values.</param>
/// <param name="Generate">The body of <c>Generate()</c>.</param>
/// <param name="Guide">The body of the guide; empty for none.</param>
/// <param name="Bound">The evidence lower bound a datum, where no draw enters; empty where one does.</param>
/// <param name="Divergence">The divergence of guide and prior a datum; empty where there is none or a draw enters.</param>
/// <param name="More">Further types.</param>
internal sealed record BoundRow(string Name, string Members, string Generate, string Guide = "", string Bound = "", string Divergence = "", string More = "")
{
    private const string Usings = """
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using ProbDsl.Networks;
        using ProbDsl.Runtime;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;

        """;

    public override string ToString() => Name;

    /// <summary>One file of models; each offers its bound, and what is expected of it.</summary>
    /// <param name="rows">The models.</param>
    /// <param name="more">Types that they share, in their namespace.</param>
    public static string Source(IEnumerable<BoundRow> rows, string more = "") => Usings + string.Join('\n', rows.Select(r => r.Source())) + (more.Length == 0 ? "" : $"\nnamespace Rows {{ {more} }}\n");

    private string Source() => $$"""
        namespace Rows
        {
            [Model] public partial class {{Name}}
            {
        {{Members}}
                void Generate() { {{Generate}} }
                {{(Guide.Length == 0 ? "" : $"[Guide] void Guide() {{ {Guide} }}")}}
                double BoundByHand() => {{(Bound.Length == 0 ? "double.NaN" : Bound)}};
                double DivergenceByHand() => {{(Divergence.Length == 0 ? "double.NaN" : Divergence)}};
                public static CompiledBound<double> Make() => new {{Name}}().CreateBound();
                public static double Expected() => new {{Name}}().BoundByHand();
                public static double ExpectedDivergence() => new {{Name}}().DivergenceByHand();
            }
        {{More}}
        }
        """;
}
