namespace ProbDsl.Networks;

/// <summary>An elementwise nonlinearity of a layer.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>max(x, 0); the derivative at zero is taken as zero.</summary>
    Relu,

    /// <summary>x where positive, else 0.01 x (Maas, Hannun and Ng 2013).</summary>
    LeakyRelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e^-x).</summary>
    Logistic,

    /// <summary>log(1 + e^x).</summary>
    Softplus,

    /// <summary>x where positive, else e^x - 1 (Clevert, Unterthiner and Hochreiter 2016, with α = 1).</summary>
    Elu,

    /// <summary>x Φ(x) with the normal distribution function Φ, exact rather than by a tanh (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>x / (1 + e^-x), also named swish (Elfwing, Uchibe and Doya 2018).</summary>
    Silu,
}
