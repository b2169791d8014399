using System.Numerics;

namespace ProbDsl.Runtime;

/// <summary>One named parameter in a store.</summary>
/// <param name="Name">Its name, as <c>decoder.0.weight</c>.</param>
/// <param name="Shape">Its dimensions; none for a scalar. Elements are row-major.</param>
/// <param name="Offset">The position of its first element.</param>
/// <param name="Count">Its number of elements.</param>
public sealed record ParameterSlot(string Name, IReadOnlyList<int> Shape, int Offset, int Count);

/// <summary>All parameters that a training optimises, and their gradient, each as one vector.</summary>
/// <remarks>Every parameter starts on a cache line; the elements between are zero in both vectors.</remarks>
/// <typeparam name="E">float or double.</typeparam>
public sealed class ParameterStore<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private const int Multiple = 16;
    private readonly List<ParameterSlot> slots = [];
    private readonly List<IReadOnlyList<double>> initial = [];
    private AlignedBuffer<E>? values;
    private AlignedBuffer<E>? gradients;
    private bool[] written = [];

    /// <summary>The parameters, in the order in which they were added.</summary>
    public IReadOnlyList<ParameterSlot> Slots => slots;

    /// <summary>The length of both vectors.</summary>
    public int Length { get; private set; }

    /// <summary>The values.</summary>
    public AlignedBuffer<E> Values => values ??= Create();

    /// <summary>The gradient of the loss.</summary>
    public AlignedBuffer<E> Gradients => gradients ??= new AlignedBuffer<E>(Length);

    /// <summary>Adds a parameter; all are added before the first is read.</summary>
    /// <param name="name">A name that no other parameter has.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="start">The values to start from, row-major.</param>
    /// <returns>The number of the parameter.</returns>
    public int Add(string name, IReadOnlyList<int> shape, IReadOnlyList<double> start)
    {
        if (values is not null)
            throw new InvalidOperationException($"'{name}' is added after the store was laid out.");
        int count = 1;
        foreach (int size in shape)
            count = checked(count * size);
        if (start.Count != count)
            throw new ArgumentException($"'{name}' has {count} elements, but {start.Count} values were given.", nameof(start));
        slots.Add(new ParameterSlot(name, shape, Length, count));
        initial.Add(start);
        Length += (count + Multiple - 1) / Multiple * Multiple;
        return slots.Count - 1;
    }

    /// <summary>The values of one parameter.</summary>
    public Span<E> Value(int parameter) => Values.Span.Slice(slots[parameter].Offset, slots[parameter].Count);

    /// <summary>The gradient of one parameter.</summary>
    public Span<E> Gradient(int parameter) => Gradients.Span.Slice(slots[parameter].Offset, slots[parameter].Count);

    /// <summary>Forgets the gradient of the step before.</summary>
    public void BeginGradient()
    {
        if (written.Length != slots.Count)
            written = new bool[slots.Count];
        Array.Clear(written);
    }

    /// <summary>Whether a gradient stands to which the next part is added; if not, the next part overwrites what is there.</summary>
    /// <remarks>Whoever asks must write the whole gradient of the parameter.</remarks>
    public bool Accumulates(int parameter)
    {
        bool known = written[parameter];
        written[parameter] = true;
        return known;
    }

    /// <summary>Sets the gradient of parameters that nothing was written to since <see cref="BeginGradient"/> to zero.</summary>
    public void EndGradient()
    {
        for (int parameter = 0; parameter < slots.Count; parameter++)
            if (!written[parameter])
                Gradient(parameter).Clear();
    }

    private AlignedBuffer<E> Create()
    {
        var buffer = new AlignedBuffer<E>(Length);
        for (int parameter = 0; parameter < slots.Count; parameter++)
        {
            Span<E> target = buffer.Span.Slice(slots[parameter].Offset, slots[parameter].Count);
            for (int i = 0; i < target.Length; i++)
                target[i] = E.CreateChecked(initial[parameter][i]);
        }
        return buffer;
    }
}
