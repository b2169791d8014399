using System.Numerics;

namespace ProbDsl.Networks;

/// <summary>One array of weights of a network.</summary>
public sealed class NetworkTensor
{
    private readonly State state;

    /// <summary>An array of zeros that is not yet initialised.</summary>
    /// <param name="name">Its name within the network, as <c>0.weight</c>.</param>
    /// <param name="shape">Its dimensions; elements are row-major.</param>
    public NetworkTensor(string name, params int[] shape)
        : this(name, new State(shape))
    {
    }

    private NetworkTensor(string name, State state) => (Name, this.state) = (name, state);

    /// <summary>Its name within the network.</summary>
    public string Name { get; }

    /// <summary>Its dimensions.</summary>
    public IReadOnlyList<int> Shape => state.Shape;

    /// <summary>Its values, row-major: the initial ones until training writes back what it found.</summary>
    public double[] Values => state.Values;

    /// <summary>Whether <see cref="Values"/> hold drawn, loaded or trained weights.</summary>
    public bool IsInitialized
    {
        get => state.IsInitialized;
        set => state.IsInitialized = value;
    }

    /// <summary>Counts the changes of <see cref="Values"/>, so that copies know when they are stale.</summary>
    public int Version => state.Version;

    /// <summary>How initial values are drawn; unless a layer says otherwise <see cref="Initializers.XavierUniform"/>, and zeros for one dimension.</summary>
    public Initializer Initializer
    {
        get => state.Initializer ?? (Shape.Count < 2 ? Initializers.Zeros : Initializers.XavierUniform);
        set => state.Initializer = value;
    }

    /// <summary>How many inputs an output adds up; by the shape the product of all dimensions but the first.</summary>
    public int FanIn
    {
        get => state.FanIn;
        init => state.FanIn = value;
    }

    /// <summary>How many outputs an input goes to; by the shape the first dimension times all from the third on.</summary>
    public int FanOut
    {
        get => state.FanOut;
        init => state.FanOut = value;
    }

    /// <summary>Says that <see cref="Values"/> were written.</summary>
    public void MarkChanged()
    {
        state.IsInitialized = true;
        state.Version++;
    }

    /// <summary>Draws the values anew.</summary>
    /// <param name="random">The stream to draw from.</param>
    public void Initialize(Rng random)
    {
        Initializer.Fill(this, random);
        MarkChanged();
    }

    /// <summary>Replaces the values.</summary>
    /// <param name="values">As many numbers as the tensor has, row-major.</param>
    /// <exception cref="ArgumentException">The number of elements differs; nothing is changed.</exception>
    public void Write<E>(ReadOnlySpan<E> values)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        if (values.Length != Values.Length)
            throw new ArgumentException($"Tensor '{Name}' has {Values.Length} elements, but {values.Length} values were given.", nameof(values));
        for (int i = 0; i < values.Length; i++)
            Values[i] = double.CreateTruncating(values[i]);
        MarkChanged();
    }

    /// <summary>Copies the values.</summary>
    /// <param name="target">As many numbers as the tensor has, row-major.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public void Read<E>(Span<E> target)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        if (target.Length != Values.Length)
            throw new ArgumentException($"Tensor '{Name}' has {Values.Length} elements, but room for {target.Length} was given.", nameof(target));
        for (int i = 0; i < target.Length; i++)
            target[i] = E.CreateTruncating(Values[i]);
    }

    /// <summary>The same tensor under the name that it has in a network around its own: <paramref name="prefix"/>, a dot, its name.</summary>
    public NetworkTensor Within(string prefix) => new($"{prefix}.{Name}", state);

    /// <summary>Whether two are one tensor under different names.</summary>
    internal bool IsSame(NetworkTensor other) => ReferenceEquals(state, other.state);

    private sealed class State(int[] shape)
    {
        public int[] Shape { get; } = shape;

        public double[] Values { get; } = new double[shape.Aggregate(1, (a, b) => checked(a * b))];

        public bool IsInitialized { get; set; }

        public int Version { get; set; }

        public Initializer? Initializer { get; set; }

        public int FanIn { get; set; } = shape.Skip(1).Aggregate(1, (a, b) => a * b);

        public int FanOut { get; set; } = shape.Take(1).Concat(shape.Skip(2)).Aggregate(1, (a, b) => a * b);
    }
}
