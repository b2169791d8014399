using System.Reflection;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Oracle.Repository;

/// <summary>Data for models that are shown without any: four of everything, numbers from 0 to 1, integers 0 and 1.</summary>
internal static class PlausibleData
{
    private const int Size = 4;

    /// <summary>A model whose data and outcomes have values; what has an initialiser keeps it.</summary>
    public static object Fill(Type type)
    {
        object model = Activator.CreateInstance(type, nonPublic: true)!;
        int number = 0;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            string name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
            MemberInfo member = (MemberInfo?)type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) ?? field;
            if (!member.IsDefined(typeof(LatentAttribute)) && !member.IsDefined(typeof(DerivedAttribute)) && IsEmpty(field.GetValue(model)))
                field.SetValue(model, Of(field.FieldType, number++));
        }
        return model;
    }

    private static bool IsEmpty(object? value) => value is null or 0 or 0.0;

    private static object? Of(Type type, int number)
    {
        double Real(int i) => (((i * 7) + (number * 3)) % 10 * 0.09) + 0.07;
        int Whole(int i) => (i + number + (i / 2)) % 2;
        if (type == typeof(double))
            return 0.5;
        if (type == typeof(int))
            return Size;
        if (type == typeof(double[]))
            return Enumerable.Range(0, Size).Select(Real).ToArray();
        if (type == typeof(int[]))
            return Enumerable.Range(0, Size).Select(Whole).ToArray();
        if (type == typeof(bool[]))
            return Enumerable.Range(0, Size).Select(i => Whole(i) == 0).ToArray();
        if (type == typeof(double[][]) || type == typeof(int[][]))
        {
            var rows = Array.CreateInstance(type.GetElementType()!, Size);
            for (int i = 0; i < Size; i++)
                rows.SetValue(Of(type.GetElementType()!, number + i), i);
            return rows;
        }
        if (type == typeof(Vector<double>))
            return Vector<double>.Build.Dense(Size, Real);
        if (type == typeof(Matrix<double>))
            return Matrix<double>.Build.Dense(Size, Size, (i, j) => Real((3 * i) + j) + (i == j ? 2 : 0));
        if (type == typeof(double[,]))
            return ((Matrix<double>)Of(typeof(Matrix<double>), number)!).ToArray();
        if (type != typeof(int[,]))
            return null;
        int[,] table = new int[Size, Size];
        for (int i = 0; i < Size; i++)
            for (int j = 0; j < Size; j++)
                table[i, j] = Whole(i + j);
        return table;
    }
}
