namespace ProbDsl.Data;

/// <summary>Makes small grey images of glyphs: a data set without a file, with a few classes and smooth ways of varying within each.</summary>
public static class ProceduralImages
{
    /// <summary>The names of the classes, in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["bar", "cross", "ring", "blob", "frame"];

    /// <summary>Makes images, each of a random class, position, size, angle and thickness of line.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">Equal seeds give equal images; image n does not depend on how many there are.</param>
    /// <param name="size">Rows and columns of an image, 8 or more.</param>
    public static Images Create(int count, ulong seed, int size = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        float[] pixels = new float[checked(count * size * size)];
        int[] labels = new int[count];
        for (int n = 0; n < count; n++)
        {
            Rng rng = new(seed, (ulong)n);
            labels[n] = Math.Min((int)(rng.NextDouble() * ClassNames.Count), ClassNames.Count - 1);
            Draw(new Glyph(labels[n], rng), size, pixels.AsSpan(n * size * size, size * size));
        }
        return new Images(size, size, pixels, labels);
    }

    private static void Draw(Glyph glyph, int size, Span<float> pixels)
    {
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                // An edge is one pixel wide: the distance from it, in pixels, is the part of the pixel that is covered.
                double distance = glyph.Distance((2 * column + 1.0) / size - 1, (2 * row + 1.0) / size - 1);
                pixels[row * size + column] = (float)Math.Clamp(0.5 - 0.5 * size * distance, 0, 1);
            }
        }
    }

    /// <summary>A shape in the square from -1 to 1, known by the signed distance from its edge, negative inside.</summary>
    private readonly struct Glyph
    {
        private readonly int _kind;
        private readonly double _x, _y, _cosine, _sine, _scale, _thickness, _aspect;

        internal Glyph(int kind, Rng rng)
        {
            double Between(double from, double to) => from + (to - from) * rng.NextDouble();
            double angle = Between(0, Math.PI);
            (_kind, _cosine, _sine) = (kind, Math.Cos(angle), Math.Sin(angle));
            (_x, _y, _scale) = (Between(-0.25, 0.25), Between(-0.25, 0.25), Between(0.4, 0.7));
            (_thickness, _aspect) = (Between(0.09, 0.18), Between(0.55, 1));
        }

        internal double Distance(double x, double y)
        {
            (x, y) = (x - _x, y - _y);
            (x, y) = (_cosine * x + _sine * y, _cosine * y - _sine * x);
            double narrow = _aspect * _scale;
            return _kind switch
            {
                0 => Box(x, y, _scale, _thickness),
                1 => Math.Min(Box(x, y, _scale, _thickness), Box(x, y, _thickness, narrow)),
                2 => Math.Abs(Ellipse(x, y, _scale, narrow)) - _thickness,
                3 => Ellipse(x, y, _scale, narrow),
                _ => Math.Abs(Box(x, y, _scale, narrow)) - 0.7 * _thickness,
            };
        }

        private static double Box(double x, double y, double halfWidth, double halfHeight)
        {
            double right = Math.Abs(x) - halfWidth, below = Math.Abs(y) - halfHeight;
            double outside = Math.Sqrt(Math.Max(right, 0) * Math.Max(right, 0) + Math.Max(below, 0) * Math.Max(below, 0));
            return outside + Math.Min(Math.Max(right, below), 0);
        }

        /// <summary>Nearly the distance from an ellipse: the level of its quadratic form, divided by the slope.</summary>
        private static double Ellipse(double x, double y, double a, double b)
        {
            double level = Math.Sqrt(x * x / (a * a) + y * y / (b * b));
            double slope = Math.Sqrt(x * x / (a * a * a * a) + y * y / (b * b * b * b));
            return level == 0 ? -Math.Min(a, b) : level * (level - 1) / slope;
        }
    }
}
