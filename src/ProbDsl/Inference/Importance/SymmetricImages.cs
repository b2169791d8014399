using System.Globalization;

namespace ProbDsl.Inference;

/// <summary>Where a mode would lie once more if parts of the model can change places or signs.</summary>
/// <remarks>
/// Components of a mixture, factors and latent classes are numbered by chance: exchanging two indices in all arrays of one length leaves the density as it is. So does, in some models, a change of
/// sign. Such images of a mode are looked at one by one; whether they are modes only the density says.
/// </remarks>
internal sealed class SymmetricImages
{
    /// <summary>Of axes up to this length every two indices are exchanged, of longer ones only the two whose values lie farthest apart.</summary>
    private const int MostPaired = 6;

    private const int MostSignGroups = 8;

    private readonly ILogDensity _model;
    private readonly Place[] _places;
    private readonly int[] _lengths;
    private readonly string[] _latents;
    private readonly Dictionary<string, int[]> _shapes;
    private readonly bool[] _isSigned;

    /// <summary>Reads the shapes from the names.</summary>
    public SymmetricImages(ILogDensity model)
    {
        _model = model;
        _places = [.. model.ParameterNames.Select(Place.Parse)];
        _latents = [.. _places.Select(p => p.Latent).Distinct()];
        _shapes = _places.GroupBy(p => p.Latent).ToDictionary(g => g.Key, g => Shape([.. g]));
        _isSigned = FindSigned(model);
        _lengths = [.. _places.SelectMany(p => p.Indices.Select((_, axis) => Length(p.Latent, axis))).Distinct().Where(length => length > 1)];
    }

    /// <summary>Images of a position, in unconstrained coordinates.</summary>
    /// <param name="position">Unconstrained coordinates.</param>
    /// <param name="deviations">The standard deviation of each of the model's values, to say what is far apart.</param>
    public IEnumerable<double[]> Of(double[] position, double[] deviations)
    {
        double[] values = new double[_places.Length];
        _model.Constrain(position, values);
        foreach (int length in _lengths)
            foreach ((int a, int b) in Pairs(length, values, deviations))
                if (Unconstrained(Exchange(values, length, a, b)) is { } image)
                    yield return image;
        foreach (double[] flipped in Flips(values))
            if (Unconstrained(flipped) is { } image)
                yield return image;
    }

    private IEnumerable<(int A, int B)> Pairs(int length, double[] values, double[] deviations)
    {
        if (length > MostPaired)
            return [Farthest(length, values, deviations)];
        return from a in Enumerable.Range(0, length) from b in Enumerable.Range(a + 1, length - a - 1) select (a, b);
    }

    /// <summary>The two indices whose values, those of one latent, lie farthest apart.</summary>
    private (int A, int B) Farthest(int length, double[] values, double[] deviations)
    {
        (int A, int B) farthest = (0, 1);
        double greatest = -1;
        foreach (string latent in _latents.Where(l => _places.First(p => p.Latent == l).Indices.Length == 1 && Length(l, 0) == length))
        {
            int[] at = [.. Enumerable.Range(0, _places.Length).Where(p => _places[p].Latent == latent)];
            int low = at.MinBy(p => values[p]);
            int high = at.MaxBy(p => values[p]);
            double distance = (values[high] - values[low]) / Math.Max(deviations[low], deviations[high]);
            if (distance > greatest)
                (farthest, greatest) = ((_places[low].Indices[0], _places[high].Indices[0]), distance);
        }
        return farthest;
    }

    private double[] Exchange(double[] values, int length, int a, int b)
    {
        Dictionary<string, double> byName = [];
        for (int p = 0; p < values.Length; p++)
            byName[_places[p].ToString()] = values[p];
        double[] result = new double[values.Length];
        for (int p = 0; p < values.Length; p++)
        {
            int[] from = [.. _places[p].Indices.Select((i, axis) => Length(_places[p].Latent, axis) != length ? i : i == a ? b : i == b ? a : i)];
            result[p] = byName.GetValueOrDefault(new Place(_places[p].Latent, from).ToString(), values[p]);
        }
        return result;
    }

    /// <summary>Changes of sign of each latent, of every two, and of all; and of the columns of matrices with the elements of vectors of that length.</summary>
    private IEnumerable<double[]> Flips(double[] values)
    {
        string[] latents = [.. _latents.Where(l => Enumerable.Range(0, _places.Length).All(p => _places[p].Latent != l || _isSigned[p]))];
        if (latents.Length > MostSignGroups)
            yield break;
        for (int a = 0; a < latents.Length; a++)
        {
            yield return Flip(values, p => p.Latent == latents[a]);
            for (int b = a + 1; b < latents.Length; b++)
                yield return Flip(values, p => p.Latent == latents[a] || p.Latent == latents[b]);
        }
        if (latents.Length > 2)
            yield return Flip(values, p => latents.Contains(p.Latent));
        foreach (int length in _lengths.Where(l => l <= MostPaired && _places.Any(p => p.Indices.Length > 1)))
            for (int i = 0; i < length; i++)
                yield return Flip(values, p => latents.Contains(p.Latent) && Enumerable.Range(0, p.Indices.Length).Any(axis => p.Indices[axis] == i && Length(p.Latent, axis) == length));
    }

    private double[] Flip(double[] values, Func<Place, bool> which) => [.. values.Select((v, p) => which(_places[p]) ? -v : v)];

    /// <summary>Null where the values violate a constraint, as where what is ordered changes places.</summary>
    private double[]? Unconstrained(double[] values)
    {
        double[] position = new double[_model.Dimension];
        try
        {
            _model.Unconstrain(values, position);
        }
        catch (ArgumentException)
        {
            return null;
        }
        return Array.TrueForAll(position, double.IsFinite) ? position : null;
    }

    private int Length(string latent, int axis) => _shapes[latent][axis];

    private static int[] Shape(Place[] places) => [.. Enumerable.Range(0, places[0].Indices.Length).Select(axis => 1 + places.Max(p => p.Indices[axis]))];

    /// <summary>Which values can be negative as well as positive.</summary>
    private static bool[] FindSigned(ILogDensity model)
    {
        const double Far = 50;
        double[] position = new double[model.Dimension];
        double[] low = new double[model.ParameterNames.Count];
        double[] high = new double[low.Length];
        Array.Fill(position, -Far);
        model.Constrain(position, low);
        Array.Fill(position, Far);
        model.Constrain(position, high);
        return [.. low.Zip(high, (a, b) => Math.Min(a, b) < 0 && Math.Max(a, b) > 0)];
    }

    /// <summary>A value's latent and its indices.</summary>
    private readonly record struct Place(string Latent, int[] Indices)
    {
        public static Place Parse(string name)
        {
            int bracket = name.IndexOf('[', StringComparison.Ordinal);
            if (bracket < 0 || !name.EndsWith(']'))
                return new Place(name, []);
            string[] parts = name[(bracket + 1)..^1].Split(',');
            int[] indices = new int[parts.Length];
            for (int i = 0; i < parts.Length; i++)
                if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out indices[i]))
                    return new Place(name, []);
            return new Place(name[..bracket], indices);
        }

        public override string ToString() => Indices.Length == 0 ? Latent : $"{Latent}[{string.Join(',', Indices)}]";
    }
}
