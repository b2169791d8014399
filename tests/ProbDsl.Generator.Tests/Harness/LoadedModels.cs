using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>Generated models in memory, ready to be evaluated.</summary>
internal sealed class LoadedModels
{
    private readonly Assembly assembly;

    private LoadedModels(Assembly assembly) => this.assembly = assembly;

    /// <summary>Generates, compiles without warnings and loads.</summary>
    /// <param name="source">A file with models that hold their data.</param>
    /// <param name="allowed">Warnings that the models are expected to cause.</param>
    public static LoadedModels Of(string source, params string[] allowed) => Load(GeneratorRun.Of(source).AssertClean(allowed).Output);

    public static LoadedModels Load(Compilation compilation) => new(LoadAssembly(compilation));

    /// <summary>Compiles and loads.</summary>
    public static Assembly LoadAssembly(Compilation compilation)
    {
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream);
        if (!result.Success)
            throw new XunitException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: false).LoadFromStream(stream);
    }

    /// <summary>A new instance of a model class, by its full name.</summary>
    public object Create(string typeName) => Activator.CreateInstance(TypeOf(typeName), nonPublic: true)!;

    /// <summary>A class by its full name.</summary>
    public Type TypeOf(string typeName) => assembly.GetType(typeName) ?? throw new XunitException($"no type {typeName} was generated");

    /// <summary>The density of a model conditioned on the data that its initialisers set.</summary>
    public ILogDensity Condition(string typeName) => Condition(Create(typeName));

    public static ILogDensity Condition(object model)
    {
        MethodInfo condition = model.GetType().GetMethod("Condition", Type.EmptyTypes)
            ?? throw new XunitException($"{model.GetType().Name} has no Condition()");
        try
        {
            return (ILogDensity)condition.Invoke(model, null)!;
        }
        catch (TargetInvocationException thrown)
        {
            throw new XunitException($"Condition() threw {thrown.InnerException}");
        }
    }

    public T Call<T>(string typeName, string method, params object[] arguments) =>
        (T)assembly.GetType(typeName)!.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;

    public Delegate Delegate(string typeName, string method, Type delegateType) =>
        assembly.GetType(typeName)!.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate(delegateType);
}
