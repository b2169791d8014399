using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>What the generator does wrong is found by its verifier and reported at the statement.</summary>
public sealed class InternalFaultTests
{
    private static readonly Local First = new(1, "first", Kind.Real, true);
    private static readonly Local Index = new(2, "i", Kind.Integer, false);
    private static readonly Local Address = new(3, "zAt", Kind.Integer, false);
    private static readonly ArrayInfo Latent = new(4, "x", ArrayRole.Latent, Build.Data("x_x", Kind.Integer), EquatableArray<Expression>.Empty);
    private static readonly Element X = new(Latent, Constant.Int(0));
    private static readonly ArrayInfo Z = new(5, "z", ArrayRole.Computed, Address, EquatableArray.Of<Expression>(Constant.Int(3)));

    private static readonly DeclarationIr Declared = new("M", "Space.M", "Space.M", EquatableArray<string>.Empty, EquatableArray<(string, string)>.Empty, EquatableArray<SpaceIr>.Empty, EquatableArray<string>.Empty);

    private static Statement Reads(Expression value) => new Term(1, value);

    private static For Loop(params Statement[] body) => new(Index, Constant.Int(0), Constant.Int(3), EquatableArray<Carried>.Empty, EquatableArray.Of(body));

    /// <summary>Programs that break the order, and a word of what is said of them; the last one is sound.</summary>
    public static TheoryData<string, string> Broken => new()
    {
        { "before", "has no value yet" },
        { "twice", "defined twice" },
        { "outside", "cannot be seen" },
        { "reserved again", "reserved inside an expression" },
        { "array outside", "cannot be seen" },
        { "carried", "still assigned once an iteration" },
        { "sound", "" },
    };

    private static Statement[] Program(string name)
    {
        Let let = new(First, Build.Call("exp", X));
        Let reserve = new(Address, Build.Reserve(Constant.Int(3)));
        return name switch
        {
            "before" => [Reads(First), let],
            "twice" => [let, let, Reads(First)],
            "outside" => [Loop(let), Reads(First)],
            "reserved again" => [Reads(new Element(Z with { Base = Build.Reserve(Constant.Int(3)) }, Constant.Int(0)))],
            "array outside" => [Loop(new DataArray("values_7", "double[]", "new double[3]", EquatableArray<Expression>.Empty)), Reads(Build.Data("values_7[{0}]", Kind.Real, Constant.Int(0)))],
            "carried" => [new For(Index, Constant.Int(0), Constant.Int(3), EquatableArray.Of(new Carried(First, X, X, new Local(9, "first", Kind.Real, true))), EquatableArray<Statement>.Empty)],
            _ => [reserve, Loop(new Store(Z, Index, X, "z[i] = x;")), let, Reads(Build.Add(First, new Element(Z, Constant.Int(1))))],
        };
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void TheVerifierFindsWhatBreaksTheOrder(string name, string said)
    {
        EquatableArray<Statement> program = EquatableArray.Of(Program(name));
        var model = new ModelIr("", EquatableArray<string>.Empty, "M", "public", false, EquatableArray<string>.Empty, EquatableArray<LatentIr>.Empty,
            EquatableArray<MemberIr>.Empty, EquatableArray.Of(new SourceIr(1, "Factor(first);", "term", "factor")), program, new BodyIr("{ }", false), null, EquatableArray<CopyIr>.Empty, EquatableArray<string>.Empty, Declared);
        Exception? thrown = Record.Exception(() => new ProgramVerifier(model).After("a pass", program, mayCarry: name != "carried"));
        if (said.Length == 0)
        {
            Assert.Null(thrown);
            return;
        }
        InternalFault fault = Assert.IsType<InternalFault>(thrown);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Contains("after a pass", fault.Message, StringComparison.Ordinal);
        Assert.NotEqual("", fault.Statement);
    }

    [Fact]
    public void AFaultIsReportedAtItsStatement()
    {
        const string Source = """
            using ProbDsl;
            using static ProbDsl.Distributions;
            namespace Space;
            [Model]
            public partial class M
            {
                [Latent] double x;
                void Generate()
                {
                    x = ~Normal(0, 1);
                    Factor(x * 2); // here
                }
            }
            """;
        Compilation compilation = ModelCompilation.Create(Source);
        Emission emission = Emission.Of(Declared, "M", () => throw new InternalFault("Factor(x * 2);", "broken"));
        Diagnostic diagnostic = emission.Diagnostic(compilation);
        Assert.Equal("PDSL090", diagnostic.Id);
        Assert.Equal("Factor(x * 2);", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains("broken", diagnostic.ToString(), StringComparison.Ordinal);
        Emission unknown = Emission.Of(Declared, "M", () => throw new InvalidOperationException("lost"));
        Assert.Contains("lost", unknown.Diagnostic(compilation).ToString(), StringComparison.Ordinal);
        Assert.NotNull(unknown.Diagnostic(compilation).Location.SourceTree);
    }

    /// <summary>Attributes of a distribution while they are being typed.</summary>
    [Theory]
    [InlineData("[Distribution]")]
    [InlineData("[Distribution(Support.Real)] [LogDensity]")]
    [InlineData("[Distribution(Support.Real)] [DistributionParameter] [LogDensity(\"-y * y\")]")]
    [InlineData("[Distribution(Support.Real)] [DistributionParameter(\"scale\")] [LogDensity(\"-y * y\")]")]
    [InlineData("[Distribution(Support.Real)] [LogDensity(\"-y * y\")] [Reparameterized]")]
    public void AnAttributeWithoutItsArgumentIsNoFault(string attributes)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            using ProbDsl;
            using static ProbDsl.Distributions;
            {{attributes}}
            public readonly record struct Own(double Scale) { public static double operator ~(Own d) => 0; }
            [Model]
            public partial class M
            {
                [Latent] double x;
                [Observed] double Y = 1;
                void Generate()
                {
                    x = ~new Own(1);
                    Y = ~Normal(x, 1);
                }
            }
            """);
        Assert.Null(run.Exception);
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "PDSL090");
    }
}
