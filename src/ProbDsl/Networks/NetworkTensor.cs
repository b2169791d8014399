namespace ProbDsl.Networks;

/// <summary>One array of weights of a network.</summary>
/// <param name="name">Its name within the network, as <c>0.weight</c>.</param>
/// <param name="shape">Its dimensions; elements are row-major.</param>
public sealed class NetworkTensor(string name, params int[] shape)
{
    /// <summary>Its name within the network.</summary>
    public string Name { get; } = name;

    /// <summary>Its dimensions.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>Its values, row-major: the initial ones until training writes back what it found.</summary>
    public double[] Values { get; } = new double[shape.Aggregate(1, (a, b) => checked(a * b))];

    /// <summary>Whether <see cref="Values"/> hold drawn, loaded or trained weights.</summary>
    public bool IsInitialized { get; set; }

    /// <summary>Counts the changes of <see cref="Values"/>, so that copies know when they are stale.</summary>
    public int Version { get; private set; }

    /// <summary>Says that <see cref="Values"/> were written.</summary>
    public void MarkChanged()
    {
        IsInitialized = true;
        Version++;
    }
}
