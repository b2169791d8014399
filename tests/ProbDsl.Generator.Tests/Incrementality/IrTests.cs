using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using ProbDsl.Generator.Batch;
using ProbDsl.Generator.Ir;
using Xunit;

namespace ProbDsl.Generator.Tests.Incrementality;

/// <summary>The IR is made of values: nothing of the compiler lives on in it, and equal models are equal.</summary>
public sealed class IrTests
{
    /// <summary>The root of what the compiler caches.</summary>
    private static readonly Type Root = typeof(ModelIr);

    /// <summary>The same for models with networks.</summary>
    private static readonly Type BatchRoot = typeof(BatchIr);

    public static TheoryData<string> Types => [.. Reachable().Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Types))]
    public void HoldsValuesAlone(string name)
    {
        Type type = Root.Assembly.GetType(name)!;
        foreach (FieldInfo field in Fields(type))
            foreach (Type part in Parts(field.FieldType))
            {
                string where = $"{type.Name}.{field.Name} holds {part.Name}";
                Assert.False(part.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true, where);
                Assert.False(part.IsArray, where);
                Assert.False(part.IsGenericType && part.GetGenericTypeDefinition() == typeof(ImmutableArray<>), where);
                Assert.False(typeof(Delegate).IsAssignableFrom(part), where);
                Assert.True(IsEquatable(part), where + ", which has no equality of values");
            }
    }

    [Fact]
    public void EveryTypeOfTheIrIsReachable()
    {
        Type[] reached = [.. Reachable()];
        IEnumerable<Type> records = Root.Assembly.GetTypes().Where(t => (t.Namespace == Root.Namespace || t.Namespace == BatchRoot.Namespace) && IsRecord(t) && t != typeof(Primitive));
        Assert.Empty(records.Except(reached));
    }

    private static IEnumerable<Type> Reachable()
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>([Root, BatchRoot]);
        while (open.TryPop(out Type? type))
        {
            if (type.Assembly != Root.Assembly || type.IsEnum || type.IsGenericType || !found.Add(type))
                continue;
            foreach (Type derived in Root.Assembly.GetTypes().Where(t => t.BaseType == type))
                open.Push(derived);
            foreach (FieldInfo field in Fields(type))
                foreach (Type part in Parts(field.FieldType))
                    open.Push(part);
        }
        return found.OrderBy(t => t.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)] : [type];

    private static bool IsEquatable(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || IsRecord(type)
        || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type) && !typeof(IList).IsAssignableFrom(type);

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    [Fact]
    public void EquatableArraysCompareTheirItems()
    {
        Assert.Equal(EquatableArray.Of(1, 2), EquatableArray.Of(1, 2));
        Assert.Equal(EquatableArray.Of(1, 2).GetHashCode(), EquatableArray.Of(1, 2).GetHashCode());
        Assert.NotEqual(EquatableArray.Of(1, 2), EquatableArray.Of(2, 1));
        Assert.Equal(default, EquatableArray<int>.Empty);
        Assert.Equal(default(EquatableArray<int>).GetHashCode(), EquatableArray<int>.Empty.GetHashCode());
    }
}
