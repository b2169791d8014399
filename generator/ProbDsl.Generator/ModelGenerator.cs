using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProbDsl.Generator.Batch;
using ProbDsl.Generator.Batch.Emit;
using ProbDsl.Generator.Batch.Frontend;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator;

/// <summary>Generates the estimator of each class marked [Model].</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that reads model classes; it runs on every edit.</summary>
    public const string ReadStep = "ReadModel";

    /// <summary>Name of the step whose value, the IR, decides whether text is generated again.</summary>
    public const string ModelStep = "ModelIr";

    /// <summary>Name of the same step for models with networks, parameters or a guide.</summary>
    public const string BatchStep = "BatchIr";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelReading> readings = context.SyntaxProvider
            .ForAttributeWithMetadataName("ProbDsl.ModelAttribute", static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax, Read)
            .WithTrackingName(ReadStep);
        IncrementalValuesProvider<ModelIr> models = readings
            .Where(static reading => reading.Model is not null)
            .Select(static (reading, _) => reading.Model!)
            .WithTrackingName(ModelStep);
        Output(context, models.Select(static (model, _) =>
            Emission.Of(model.Declaration, model.ClassName, () => ModelEmitter.Emit(model))));
        IncrementalValuesProvider<BatchIr> batched = readings
            .Where(static reading => reading.Batch is not null)
            .Select(static (reading, _) => reading.Batch!)
            .WithTrackingName(BatchStep);
        Output(context, batched.Select(static (model, _) =>
            Emission.Of(model.Declaration, model.ClassName, () => [("", BatchEmitter.Emit(model))])));
        context.RegisterSourceOutput(readings, static (output, reading) =>
        {
            foreach (Diagnostic diagnostic in reading.Diagnostics)
                output.ReportDiagnostic(diagnostic);
        });
    }

    private static ModelReading Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        try
        {
            Compilation compilation = context.SemanticModel.Compilation;
            if (!BatchReader.IsBatched(symbol))
            {
                ModelReading ordinary = ModelReader.Read(symbol, syntax, compilation, cancellation);
                return ordinary with { Diagnostics = CompilerErrors.Reconcile(ordinary.Diagnostics, syntax, compilation, cancellation) };
            }
            BatchReading reading = BatchReader.Read(symbol, syntax, compilation, cancellation);
            return new ModelReading(null, CompilerErrors.Reconcile(reading.Diagnostics, syntax, compilation, cancellation)) { Batch = reading.Model };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Where the class does not compile, as while it is being typed, the compiler says what is wrong.
            if (context.SemanticModel.GetDiagnostics(syntax.Span, cancellation).Any(d => d.Severity == DiagnosticSeverity.Error))
                return new ModelReading(null, EquatableArray<Diagnostic>.Empty);
            return new ModelReading(null, EquatableArray.Of(
                Diagnostic.Create(Descriptors.Internal, (fault as InternalFault)?.Location ?? syntax.Identifier.GetLocation(), symbol.Name, InternalFault.Describe(fault))));
        }
    }

    /// <summary>Adds the texts; a fault looks for its statement in the compilation, which no text depends on.</summary>
    private static void Output(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Emission> emissions)
    {
        context.RegisterSourceOutput(emissions, static (output, emission) =>
        {
            foreach ((string name, string text) in emission.Texts)
                output.AddSource(name, SourceText.From(text, Encoding.UTF8));
        });
        context.RegisterSourceOutput(emissions.Where(static e => e.Texts.Count == 0).Combine(context.CompilationProvider), static (output, fault) =>
            output.ReportDiagnostic(fault.Left.Diagnostic(fault.Right)));
    }
}
