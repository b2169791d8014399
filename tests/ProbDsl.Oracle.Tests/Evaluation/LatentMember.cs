using System.Reflection;

namespace ProbDsl.Oracle;

/// <summary>A latent of a rewritten model as its attribute and its draws declare it.</summary>
/// <param name="Member">The field or property.</param>
/// <param name="Attribute">Its attribute.</param>
/// <param name="Structure">How its elements hang together.</param>
/// <param name="IsDrawn">Whether a statement draws it; else it is flat on its constraint.</param>
internal sealed record LatentMember(ModelMember Member, LatentAttribute Attribute, Structure Structure, bool IsDrawn)
{
    /// <summary>The dimensions, as the data of a model give them.</summary>
    public int[] Dimensions(object model) => [.. Attribute.Shape.Select(given => given is int size ? size : SizeOf(model, (string)given))];

    /// <summary>A bound of the attribute: a number, or a member of the model, read now.</summary>
    public static double? Bound(object model, object? given)
    {
        double? value = given switch
        {
            null => null,
            string name => Densities.Number(ModelMember.Read(model, name)),
            _ => Densities.Number(given),
        };
        return value is { } finite && double.IsInfinity(finite) ? null : value;
    }

    private static int SizeOf(object model, string name) => ModelMember.Read(model, name) switch
    {
        int size => size,
        Array array => array.GetLength(0),
        MathNet.Numerics.LinearAlgebra.Vector<double> vector => vector.Count,
        MathNet.Numerics.LinearAlgebra.Matrix<double> matrix => matrix.RowCount,
        object other => throw new InvalidOperationException($"{name} of type {other.GetType().Name} gives no size"),
    };
}

/// <summary>A field or property with storage.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="Type">Its type.</param>
/// <param name="Field">The field that holds it.</param>
internal sealed record ModelMember(string Name, Type Type, FieldInfo Field)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public object? Get(object model) => Field.GetValue(model);

    public void Set(object model, object value) => Field.SetValue(model, value);

    /// <summary>The member of that name, with its attributes.</summary>
    public static (ModelMember? Member, IReadOnlyList<Attribute> Attributes) Find(Type type, string name)
    {
        if (type.GetField(name, Any) is { } field)
            return (new ModelMember(name, field.FieldType, field), [.. field.GetCustomAttributes()]);
        PropertyInfo property = type.GetProperty(name, Any) ?? throw new InvalidOperationException($"{type.Name} has no member {name}");
        FieldInfo? backing = type.GetField($"<{name}>k__BackingField", Any);
        return (backing is null ? null : new ModelMember(name, property.PropertyType, backing), [.. property.GetCustomAttributes()]);
    }

    /// <summary>The value of a field or of any property, computed ones too.</summary>
    public static object Read(object model, string name) =>
        (model.GetType().GetField(name, Any) is { } field ? field.GetValue(model) : model.GetType().GetProperty(name, Any)?.GetValue(model))
        ?? throw new InvalidOperationException($"{model.GetType().Name}.{name} has no value");
}
