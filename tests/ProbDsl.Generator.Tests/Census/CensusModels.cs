using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Runtime;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>The value of a call and its derivatives by the latents, at values of these.</summary>
/// <param name="values">The latents.</param>
/// <param name="place">Which call of the model.</param>
internal delegate (double Value, double[] Gradient) CensusEvaluation(double[] values, int place);

/// <summary>A kind of models: what a model of several calls is, and how its numbers are had.</summary>
internal abstract class CensusModels
{
    /// <summary>Latents and data, fitted by their posterior.</summary>
    public static readonly CensusModels Ordinary = new OrdinaryModels();

    /// <summary>Parameters in the place of latents, read as a whole batch.</summary>
    public static readonly CensusModels Batched = new BatchedModels();

    public abstract string Members(int count);

    public abstract string Start(int count);

    public virtual string End => "";

    /// <summary>The evaluation of a model with its own data; throws where these are refused.</summary>
    /// <param name="model">An instance.</param>
    /// <param name="count">How many calls it has.</param>
    public abstract CensusEvaluation Load(object model, int count);

    /// <summary>A model of several calls: the derivative of what is summed by t[i] is the value of call i.</summary>
    public string Source(string name, IReadOnlyList<CensusCall> calls, int[] pack) => $$"""
        {{CensusSource.Usings}}
        [Model]
        public partial class {{name}}
        {
        {{Members(pack.Length)}}
        void Generate()
        {
        {{Start(pack.Length)}}
        {{string.Join('\n', pack.Select((k, i) => $"{{ {calls[k].Statement(v => $"Factor(t[{i}] * ({v}));")} }} //#{k}"))}}
        {{End}}
        }
        }
        """;

    private sealed class OrdinaryModels : CensusModels
    {
        public override string Members(int count) => $"{CensusMembers.Latents}\n[Latent({count})] public double[] t = [];\n{CensusMembers.Data}";

        public override string Start(int count) => $"{CensusMembers.Priors}\nforeach (int n in Plate({count})) t[n] = ~Flat();";

        public override CensusEvaluation Load(object model, int count)
        {
            ILogDensity density = LoadedModels.Condition(model);
            if (density.Dimension != CensusMembers.Count + count)
                throw new InvalidOperationException("another number of coordinates");
            return (values, place) =>
            {
                double[] position = new double[density.Dimension], gradient = new double[density.Dimension];
                values.CopyTo(position, 0);
                position[CensusMembers.Count + place] = 1;
                density.LogDensityAndGradient(position, gradient, jacobian: false);
                return (gradient[CensusMembers.Count + place], gradient[..CensusMembers.Count]);
            };
        }
    }

    private sealed class BatchedModels : CensusModels
    {
        public override string Members(int count) =>
            $"""
            {Regex.Replace(string.Join('\n', CensusMembers.Latents.Split('\n').Where(IsShared)), @"\[Latent", "[Parameter")}
            [Parameter({count})] public double[] t = [];
            {string.Join('\n', CensusMembers.Data.Split('\n').Where(IsShared))}
            [Observed] public double[] Y = [0];
            """;

        public override string Start(int count) => "";

        public override string End => "foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(0, 1);";

        private static bool IsShared(string member) => !Regex.IsMatch(member, @" (q|g|u|e|k) =");

        public override CensusEvaluation Load(object model, int count)
        {
            // Parameters take their sizes from the values that they start with.
            foreach ((string name, object value) in Started(count))
                model.GetType().GetField(name)!.SetValue(model, value);
            var bound = (CompiledBound<double>)model.GetType().GetMethod("CreateBound")!.Invoke(model, [null])!;
            return (values, place) =>
            {
                double[] gradient = new double[CensusMembers.Count];
                double value = 0;
                foreach ((string name, int number) in bound.Parameters.Slots.Select((slot, i) => (slot.Name, i)))
                    Write(bound.Parameters.Value(number), name, values, place);
                bound.Step([0], new BoundRequest { Key = 1, Training = false });
                foreach ((string name, int number) in bound.Parameters.Slots.Select((slot, i) => (slot.Name, i)))
                    for (int i = 0; i < bound.Parameters.Gradient(number).Length; i++)
                        if (name != "t")
                            gradient[At(name, i)] = bound.Parameters.Gradient(number)[i];
                        else if (i == place)
                            value = bound.Parameters.Gradient(number)[i];
                return (-value, [.. gradient.Select(d => -d)]);
            };
        }

        private static IEnumerable<(string, object)> Started(int count) =>
        [
            ("a", new double[3]), ("a2", new double[3]), ("b", Vector<double>.Build.Dense(3)), ("b2", Vector<double>.Build.Dense(3)),
            ("M", Matrix<double>.Build.Dense(3, 3)), ("N", Matrix<double>.Build.Dense(3, 3)), ("t", new double[count]),
        ];

        private static void Write(Span<double> target, string name, double[] values, int place)
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = name == "t" ? (i == place ? 1 : 0) : values[At(name, i)];
        }

        /// <summary>Where element i of a parameter lies among the census's values: matrices of a bound lie by rows.</summary>
        private static int At(string name, int i) => name switch
        {
            "p" => 0,
            "s" => 1,
            "a" => 2 + i,
            "a2" => 5 + i,
            "b" => 8 + i,
            "b2" => 11 + i,
            "M" => 14 + (i / 3) + (3 * (i % 3)),
            _ => 23 + (i / 3) + (3 * (i % 3)),
        };
    }
}
