using System.Globalization;
using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>A training on disk: parameters under their own names, all else under <see cref="Prefix"/>.</summary>
/// <remarks>
/// The position of the random numbers is the epoch and the step, because everything random is a function of the seed, the
/// epoch and the step. The options on which the weights depend are kept as texts and compared one by one.
/// </remarks>
internal static class TrainingCheckpoint
{
    /// <summary>The beginning of the names of all tensors that are no parameters.</summary>
    internal const string Prefix = "training/";

    private const string Format = "probdsl.training.1";
    private const string OptionPrefix = "option.";
    private const int Columns = 8;

    internal static void Save<E>(string path, CompiledBound<E> bound, TrainingOptions options, OptimizerState<E> optimizer, TrainingState<E> state)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        List<StoredTensor> tensors = [];
        foreach ((string prefix, AlignedBuffer<E> vector) in Vectors(bound.Parameters, optimizer, state))
            foreach (ParameterSlot slot in bound.Parameters.Slots)
                tensors.Add(StoredTensor.Create<E>(prefix + slot.Name, slot.Shape, vector.Span.Slice(slot.Offset, slot.Count)));
        tensors.Add(StoredTensor.Create<double>(Prefix + "sums", [state.Sums.Length + 1], [.. state.Sums, state.EarlierSeconds]));
        tensors.Add(StoredTensor.Create<double>(Prefix + "epochs", [state.Records.Count, Columns], [.. state.Records.SelectMany(Row)]));
        SortedDictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["epoch"] = Text(state.Epoch),
            ["step"] = Text(state.Step),
            ["steps"] = Text(optimizer.Steps),
            ["bestEpoch"] = Text(state.BestEpoch),
            [ModelWeights.ParametersName] = string.Join('\n', bound.ParameterNames),
        };
        foreach ((string name, string value) in Fingerprint(bound, options))
            metadata[OptionPrefix + name] = value;
        Safetensors.Write(path, tensors, Safetensors.WithChecksum(tensors, metadata));
    }

    internal static void Load<E>(string path, CompiledBound<E> bound, TrainingOptions options, OptimizerState<E> optimizer, TrainingState<E> state)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        SafetensorsFile file = Safetensors.Read(path);
        string format = file.Metadata.GetValueOrDefault("format", "none");
        if (format != Format)
            throw new WeightFileException(path, $"a checkpoint has the format '{Format}', but this file '{format}': it holds no training.");
        // Tensors first: another network is the likelier mistake, and their names say more than an option does.
        List<(StoredTensor From, AlignedBuffer<E> To, ParameterSlot Slot)> copies = [];
        HashSet<string> expected = new(StringComparer.Ordinal) { Prefix + "sums", Prefix + "epochs" };
        foreach ((string prefix, AlignedBuffer<E> vector) in Vectors(bound.Parameters, optimizer, state))
            foreach (ParameterSlot slot in bound.Parameters.Slots)
            {
                copies.Add((file.Require(prefix + slot.Name, slot.Shape, StoredTensor.TypeOf<E>()), vector, slot));
                expected.Add(prefix + slot.Name);
            }
        file.RequireNoOthers(expected);
        foreach ((string name, string value) in Fingerprint(bound, options))
            if (file.Metadata.GetValueOrDefault(OptionPrefix + name, "not given") is string found && found != value)
                throw new WeightFileException(path, $"the checkpoint was made with {name} = {found}, but the training has {value}.");
        double[] sums = new double[state.Sums.Length + 1];
        file.Require(Prefix + "sums", [sums.Length], "F64").CopyTo<double>(sums);
        int epoch = Number(file, "epoch"), step = Number(file, "step"), bestEpoch = Number(file, "bestEpoch");
        StoredTensor stored = file.Require(Prefix + "epochs", [epoch, Columns], "F64");
        double[] rows = new double[epoch * Columns];
        stored.CopyTo<double>(rows);
        if (bestEpoch > epoch)
            throw new WeightFileException(path, Invariant($"'bestEpoch' must be at most {epoch}, the epochs done, but is {bestEpoch}."));
        int steps = Number(file, "steps");

        foreach ((StoredTensor from, AlignedBuffer<E> to, ParameterSlot slot) in copies)
            from.CopyTo(to.Span.Slice(slot.Offset, slot.Count));
        optimizer.Steps = steps;
        sums.AsSpan(0, state.Sums.Length).CopyTo(state.Sums);
        state.Records.Clear();
        for (int i = 0; i < epoch; i++)
            state.Records.Add(Record(rows.AsSpan(i * Columns, Columns)));
        (state.Epoch, state.Step, state.EarlierSeconds, state.BestEpoch) = (epoch, step, sums[^1], bestEpoch);
        state.BestBound = bestEpoch > 0 ? state.Records[bestEpoch - 1].HeldOutBound : double.NegativeInfinity;
    }

    private static IEnumerable<(string Prefix, AlignedBuffer<E> Vector)> Vectors<E>(ParameterStore<E> parameters, OptimizerState<E> optimizer, TrainingState<E> state)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        yield return ("", parameters.Values);
        foreach (OptimizerVector<E> vector in optimizer.Vectors)
            yield return ($"{Prefix}{vector.Name}/", vector.Values);
        if (state.Best is not null)
            yield return (Prefix + "best/", state.Best);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fingerprint<E>(CompiledBound<E> bound, TrainingOptions options)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> =>
        options.Fingerprint().Append(new("the number of data", Text(bound.DataCount))).Concat(bound.DataFingerprint);

    private static double[] Row(TrainingEpoch epoch) =>
        [epoch.Epoch, epoch.Bound, epoch.LogLikelihood, epoch.Divergence, epoch.HeldOutBound, epoch.LearningRate, epoch.KlWeight, epoch.Seconds];

    private static TrainingEpoch Record(ReadOnlySpan<double> row) =>
        new((int)row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]);

    private static int Number(SafetensorsFile file, string name)
    {
        string found = file.Metadata.GetValueOrDefault(name, "missing");
        return int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new WeightFileException(file.Path, $"'{name}' must be a whole number, but is {found}.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
