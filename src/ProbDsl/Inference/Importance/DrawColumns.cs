namespace ProbDsl.Inference;

/// <summary>The model's own values of draws.</summary>
internal static class DrawColumns
{
    /// <summary>Values [value][draw] of positions [coordinate][draw].</summary>
    public static double[] Constrain(ILogDensity model, ReadOnlySpan<double> positions, int count)
    {
        int n = model.Dimension;
        int width = model.ParameterNames.Count;
        double[] position = new double[n];
        double[] values = new double[width];
        double[] columns = GC.AllocateUninitializedArray<double>(width * count);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < n; k++)
                position[k] = positions[k * count + i];
            model.Constrain(position, values);
            for (int p = 0; p < width; p++)
                columns[p * count + i] = values[p];
        }
        return columns;
    }
}
