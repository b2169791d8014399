using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>Elementary and special functions over lanes.</summary>
public static partial class LaneMath
{
    /// <summary>Sin of each lane.</summary>
    public static T Sin<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = Math.Sin(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>Cos of each lane.</summary>
    public static T Cos<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = Math.Cos(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>Atan of each lane.</summary>
    public static T Atan<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = Math.Atan(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>LogGamma of each lane.</summary>
    public static T LogGamma<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = MathNet.Numerics.SpecialFunctions.GammaLn(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>Digamma of each lane.</summary>
    public static T Digamma<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = MathNet.Numerics.SpecialFunctions.DiGamma(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>Trigamma of each lane.</summary>
    public static T Trigamma<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = (MathNet.Numerics.SpecialFunctions.DiGamma(a + 1e-5) - MathNet.Numerics.SpecialFunctions.DiGamma(a - 1e-5)) / 2e-5;
        }
        return T.Load(in values[0]);
    }

    /// <summary>Erf of each lane.</summary>
    public static T Erf<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = MathNet.Numerics.SpecialFunctions.Erf(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>Erfc of each lane.</summary>
    public static T Erfc<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = MathNet.Numerics.SpecialFunctions.Erfc(a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>Phi of each lane.</summary>
    public static T Phi<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-a * Math.Sqrt(0.5));
        }
        return T.Load(in values[0]);
    }

    /// <summary>LogPhi of each lane.</summary>
    public static T LogPhi<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = Math.Log(0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-a * Math.Sqrt(0.5)));
        }
        return T.Load(in values[0]);
    }

    /// <summary>InversePhi of each lane.</summary>
    public static T InversePhi<T>(T x)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        T.Store(x, ref values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            double a = values[i];
            values[i] = -Math.Sqrt(2.0) * MathNet.Numerics.SpecialFunctions.ErfcInv(2 * a);
        }
        return T.Load(in values[0]);
    }

    /// <summary>x to the power y, lane by lane.</summary>
    public static T Pow<T>(T x, T y)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Pow(T.GetElement(x, i), T.GetElement(y, i));
        return T.Load(in values[0]);
    }

    /// <summary>Logarithm of the beta function.</summary>
    public static T LogBeta<T>(T a, T b)
        where T : struct, ILane<T> => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>Logarithm of the binomial coefficient.</summary>
    public static T LogChoose<T>(T n, T k)
        where T : struct, ILane<T> =>
        -Log(n + T.Create(1.0)) - LogBeta(n - k + T.Create(1.0), k + T.Create(1.0));
}
