namespace ProbDsl.Networks;

/// <summary>Initialisers by name.</summary>
/// <remarks>
/// The fans are those of the tensor: for a dense layer its inputs and outputs, for a convolution channels times the area of
/// the kernel. Equal variances of activations forwards and of gradients backwards are the aim of both families: Glorot and
/// Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010; He, Zhang, Ren and Sun,
/// "Delving deep into rectifiers", ICCV 2015.
/// </remarks>
public static class Initializers
{
    /// <summary>Uniform on ± √(6 / (fanIn + fanOut)): Glorot and Bengio 2010, equation 16. For tanh and other symmetric activations.</summary>
    public static Initializer XavierUniform { get; } = new UniformInitializer("XavierUniform", t => Math.Sqrt(6.0 / (t.FanIn + t.FanOut)));

    /// <summary>Normal with variance 2 / (fanIn + fanOut): Glorot and Bengio 2010, equation 12.</summary>
    public static Initializer XavierNormal { get; } = new NormalInitializer("XavierNormal", t => Math.Sqrt(2.0 / (t.FanIn + t.FanOut)));

    /// <summary>Uniform on ± √(6 / fanIn), of the variance of <see cref="HeNormal"/>. For rectifiers.</summary>
    public static Initializer HeUniform { get; } = new UniformInitializer("HeUniform", t => Math.Sqrt(6.0 / t.FanIn));

    /// <summary>Normal with variance 2 / fanIn: He et al. 2015, equation 10.</summary>
    public static Initializer HeNormal { get; } = new NormalInitializer("HeNormal", t => Math.Sqrt(2.0 / t.FanIn));

    /// <summary>Normal with variance 1 / fanIn: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, equation 16.</summary>
    public static Initializer LecunNormal { get; } = new NormalInitializer("LecunNormal", t => Math.Sqrt(1.0 / t.FanIn));

    /// <summary>Uniform on ± 1 / √fanIn: what PyTorch's linear and convolutional layers start from.</summary>
    public static Initializer FanInUniform { get; } = new UniformInitializer("FanInUniform", t => 1 / Math.Sqrt(t.FanIn));

    /// <summary>A matrix (the first dimension by the rest) with orthonormal rows or columns, whichever are fewer, uniformly distributed: Saxe, McClelland and Ganguli 2014.</summary>
    public static Initializer Orthogonal { get; } = new OrthogonalInitializer();

    /// <summary>All zero.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer("Zeros", 0);

    /// <summary>All one.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer("Ones", 1);

    /// <summary>Normal with mean zero.</summary>
    /// <param name="standardDeviation">The standard deviation, not negative.</param>
    public static Initializer Normal(double standardDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        return new NormalInitializer(Initializer.With("Normal", standardDeviation), _ => standardDeviation);
    }

    /// <summary>Uniform on ± <paramref name="bound"/>.</summary>
    /// <param name="bound">The bound, not negative.</param>
    public static Initializer Uniform(double bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        return new UniformInitializer(Initializer.With("Uniform", bound), _ => bound);
    }

    /// <summary>All equal to <paramref name="value"/>.</summary>
    public static Initializer Constant(double value) => new ConstantInitializer(Initializer.With("Constant", value), value);

    /// <summary>What a layer starts from unless told: <see cref="HeUniform"/> before rectifiers, which halve the variance, else <see cref="XavierUniform"/>.</summary>
    /// <param name="activation">The activation that follows.</param>
    public static Initializer For(Activation activation) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Gelu or Activation.Silu => HeUniform,
        _ => XavierUniform,
    };

    /// <summary>
    /// What a layer's bias starts from unless told: before tanh uniform on ±1, so that hidden units start apart along its bend, else zero.
    /// </summary>
    /// <remarks>Measured on an autoencoder of digits, where it is worth 0.4 nats (docs/networks-results.md).</remarks>
    /// <param name="activation">The activation that follows.</param>
    public static Initializer ForBias(Activation activation) => activation == Activation.Tanh ? Uniform(1) : Zeros;
}
