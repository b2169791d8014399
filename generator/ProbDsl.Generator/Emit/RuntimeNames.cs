using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Emit;

/// <summary>The names of types and namespaces that generated code uses, with what they are called in full.</summary>
internal static class RuntimeNames
{
    public static readonly IReadOnlyDictionary<string, string> All = new (string Space, string Names)[]
    {
        ("", "System ProbDsl MathNet"),
        ("System", "Action ArgumentException ArgumentNullException ArgumentOutOfRangeException Array InvalidOperationException Math MathF OverflowException ReadOnlySpan Span"),
        ("System.Collections.Generic", "IEnumerable IReadOnlyList KeyValuePair List"),
        ("System.Runtime.CompilerServices", "MethodImpl MethodImplOptions Unsafe UnsafeAccessor UnsafeAccessorKind"),
        ("System.Runtime.InteropServices", "MemoryMarshal"),
        ("System.Threading", "CancellationToken"),
        ("ProbDsl", "EvidenceEstimates EvidenceOptions FitOptions FitResult Functions ILogDensity MatrixPosterior ModelPosterior PredictiveMeans Rng RowsPosterior Sampling ScalarPosterior TrainingOptions TrainingResult VectorParts VectorPosterior"),
        ("ProbDsl.Inference", "ModelWeights Trainer VariationalInference"),
        ("ProbDsl.Networks", "Activation ComputeContext Mlp NetworkBinding NetworkPass"),
        ("ProbDsl.Runtime", "BatchData BatchIndex BatchMatrix BatchValues BoundRequest BoundValue CholeskyCorrelation CompiledDensity DataCheck DataLanes DerivedColumns DrawCounter DrawLanes DrawnCounts GraphBound IGradientMode IPlate Interval LowerBound MemoryLayout Noise Ordered ParameterStore PlateBlocks PlateTable PositiveOrdered RealLine RowBuilder RowFunctions RowReduction RowTable Simplex SphereDraws TableSums UpperBound WithGradient WithoutGradient"),
        ("ProbDsl.Simd", "FloatLane1 FloatLane16 FloatLane4 FloatLane8 FloatMath IFloatLane ILane Lane1 Lane2 Lane4 Lane8 LaneCalls LaneMath Lanes"),
    }.SelectMany(row => row.Names.Split(' ').Select(name => (Name: name, Full: row.Space.Length == 0 ? name : row.Space + "." + name))).ToDictionary(n => n.Name, n => n.Full);
}
