using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the members that the user of a model calls: Condition, Fit, Simulate and the typed posterior.</summary>
internal sealed class ModelMembersEmitter(ModelIr model, MemberNames names, CodeWriter writer)
{
    private readonly string estimator = names.Estimator;
    private readonly string posterior = names.Posterior;

    public void Emit()
    {
        if (!model.DeclaresConstructor && model.FieldInitializers.Count > 0)
        {
            writer.Line($"/// <summary>Creates a model without values of its unknowns.</summary>");
            writer.Open($"public {model.ClassName}()");
            foreach (string line in model.FieldInitializers)
                writer.Line(line);
            writer.Close();
            writer.Line();
        }
        writer.Line("/// <summary>Checks the data and gives the log density of the unknowns.</summary>");
        writer.Line("/// <exception cref=\"ArgumentException\">A value of the data is missing, NaN, out of range or outside its distribution's support.</exception>");
        writer.Line($"public ILogDensity Condition() => new {estimator}(this);");
        writer.Line();
        writer.Line("/// <summary>Fits the unknowns to the data.</summary>");
        writer.Line("/// <param name=\"options\">Engine, seed, progress, cancellation; null for the defaults.</param>");
        writer.Open($"public {posterior} Fit(FitOptions options = null)");
        writer.Line($"var estimator = new {estimator}(this);");
        writer.Line("FitResult result = VariationalInference.Fit(estimator, options);");
        writer.Line(model.DerivedBody is not null
            ? $"return new {posterior}({names.AddDerived}(result, estimator), this, estimator);"
            : $"return new {posterior}(result, this, estimator);");
        writer.Close();
        writer.Line();
        Simulation();
        writer.Line();
        Posterior();
    }

    private void Simulation()
    {
        writer.Line("/// <summary>Runs Generate() on a copy of the model: unknowns and outcomes drawn from the prior.</summary>");
        writer.Line("/// <param name=\"seed\">Seed of the random numbers.</param>");
        writer.Open($"public {model.Declaration.TypeText} Simulate(ulong seed)");
        writer.Line($"{model.Declaration.TypeText} copy = {names.Copy}();");
        writer.Line("using (Sampling.Use(new Rng(seed)))");
        writer.Depth++;
        Run("copy.Generate();");
        writer.Depth--;
        writer.Line("return copy;");
        writer.Close();
        writer.Line();
        writer.Open($"private {model.Declaration.TypeText} {names.Copy}()");
        writer.Line($"var model = ({model.Declaration.TypeText})MemberwiseClone();");
        foreach (LatentIr latent in model.Latents.Where(l => l.Shape != MemberShape.Scalar))
            Allocate(latent);
        foreach (MemberIr member in model.Members.Where(m => m.IsObserved && m.Shape != MemberShape.Scalar))
            writer.Line($"{Target(member.Name)} = {CopyOf(member)};");
        writer.Line("return model;");
        writer.Close();
        foreach (MemberIr member in model.Members.Where(m => m.Backing.Length > 0 && m.Shape != MemberShape.Scalar && (m.IsObserved || IsLatent(m))))
        {
            writer.Line();
            writer.Line($"[UnsafeAccessor(UnsafeAccessorKind.Field, Name = {Literal.Of(member.Backing)})]");
            writer.Line($"private static extern ref {member.TypeText} {Accessor(member.Name)}({model.Declaration.TypeText} model);");
        }
        if (model.DerivedBody is not null)
            Derived();
    }

    /// <summary>A call of Generate() or of a copy of it; a count that is too large for its member is said to be.</summary>
    private void Run(string call, bool outcomes = true) => CountDraws.Run(writer, call, model.Sources
        .Where(s => (s.Role == "simulated" || (outcomes && s.Role == "observed")) && model.Members.Any(m => m.Name == s.Description && m.Element == Kind.Integer)).Select(s => (s.Description, s.Text)));

    private void Derived()
    {
        writer.Line();
        writer.Open($"private FitResult {names.AddDerived}(FitResult result, {estimator} estimator)");
        writer.Line("var columns = new DerivedColumns(result);");
        writer.Line("var values = new double[result.ParameterNames.Count];");
        writer.Open("using (Sampling.Use(new Rng(0)))");
        writer.Open("for (int k = 0; k < result.DrawCount; k++)");
        writer.Line("result.CopyDraw(k, values);");
        writer.Line($"{model.Declaration.TypeText} copy = {names.Copy}();");
        writer.Line("estimator.Assign(copy, values);");
        Run($"copy.{names.GenerateDerived}();", outcomes: false);
        writer.Line("columns.Begin();");
        foreach (MemberIr member in model.Members.Where(m => m.IsDerived))
            writer.Line($"columns.Add({Literal.Of(member.Name)}, copy.{Identifiers.Escape(member.Name)});");
        writer.Close();
        writer.Close();
        writer.Line("return columns.ToResult();");
        writer.Close();
    }

    private bool IsLatent(MemberIr member) => model.Latents.Any(l => l.Name == member.Name);

    /// <summary>A member of a copy, to be assigned: the member itself, or the field behind it.</summary>
    private string Target(string member) => model.Members.Any(m => m.Name == member && m.Backing.Length > 0)
        ? $"{Accessor(member)}(model)"
        : $"model.{Identifiers.Escape(member)}";

    private string Accessor(string member) => names.BackingOf(member);

    private void Allocate(LatentIr latent)
    {
        List<string> sizes = [.. latent.Array.Dimensions.Select(d => new DataCode(writer).Of(d))];
        string name = Target(latent.Name);
        switch (latent.Shape)
        {
            case MemberShape.Array:
                writer.Line($"{name} = new double[{sizes[0]}];");
                break;
            case MemberShape.JaggedArray:
                writer.Line($"{name} = new double[{sizes[0]}][];");
                writer.Line($"for (int i = 0; i < {name}.Length; i++)");
                writer.Depth++;
                writer.Line($"{name}[i] = new double[{sizes[1]}];");
                writer.Depth--;
                break;
            case MemberShape.RectangularArray:
                writer.Line($"{name} = new double[{sizes[0]}, {sizes[1]}];");
                break;
            case MemberShape.Vector:
                writer.Line($"{name} = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense({sizes[0]});");
                break;
            case MemberShape.Matrix:
                writer.Line($"{name} = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense({sizes[0]}, {sizes[1]});");
                break;
        }
    }

    private static string CopyOf(MemberIr member) => member.Shape switch
    {
        MemberShape.JaggedArray => $"Array.ConvertAll(model.{Identifiers.Escape(member.Name)}, row => ({ElementText(member)}[])row.Clone())",
        MemberShape.Vector or MemberShape.Matrix => $"model.{Identifiers.Escape(member.Name)}.Clone()",
        _ => $"({member.TypeText})model.{Identifiers.Escape(member.Name)}.Clone()",
    };

    private static string ElementText(MemberIr member) => DataCode.TypeOf(member.Element);

    private void Posterior()
    {
        writer.Line("/// <summary>The posterior, with a member for each unknown.</summary>");
        writer.Open($"public sealed class {posterior} : ModelPosterior");
        writer.Line($"private readonly {model.Declaration.TypeText} model;");
        writer.Line($"private readonly {estimator} estimator;");
        writer.Line();
        writer.Open($"internal {posterior}(FitResult result, {model.Declaration.TypeText} model, {estimator} estimator) : base(result)");
        writer.Line("this.model = model;");
        writer.Line("this.estimator = estimator;");
        writer.Close();
        foreach (LatentIr latent in model.Latents)
        {
            string offset = $"estimator.OutputOf_{LaneCode.Identifier(latent.Name)}";
            string name = names.Property(latent.Name);
            (string type, string value) = latent.Array.Dimensions.Count switch
            {
                0 => ("ScalarPosterior", $"Scalar({offset})"),
                1 => ("VectorPosterior", $"Vector({offset}, estimator.Rows_{LaneCode.Identifier(latent.Name)})"),
                _ => ("MatrixPosterior", $"Matrix({offset}, estimator.Rows_{LaneCode.Identifier(latent.Name)}, estimator.Columns_{LaneCode.Identifier(latent.Name)})"),
            };
            writer.Line();
            writer.Line($"/// <summary>The posterior of {latent.Name}.</summary>");
            writer.Line($"public {type} {name} => {value};");
        }
        foreach (MemberIr member in model.Members.Where(m => m.IsDerived))
        {
            string kind = member.Shape switch
            {
                MemberShape.Scalar => "Scalar",
                MemberShape.Array or MemberShape.Vector => "Vector",
                MemberShape.JaggedArray => "Rows",
                _ => "Matrix",
            };
            writer.Line();
            writer.Line($"/// <summary>The posterior of {member.Name}.</summary>");
            writer.Line($"public {kind}Posterior {names.Property(member.Name)} => {kind}({Literal.Of(member.Name)});");
        }
        writer.Line();
        writer.Line("/// <summary>Copies of the model with unknowns drawn from the posterior and outcomes simulated from them.</summary>");
        writer.Line("/// <param name=\"count\">The number of copies, zero or above.</param>");
        writer.Line("/// <param name=\"seed\">Seed of the random numbers.</param>");
        writer.Open($"public IReadOnlyList<{model.Declaration.TypeText}> Predict(int count, ulong seed = 0)");
        writer.Line("ArgumentOutOfRangeException.ThrowIfNegative(count);");
        writer.Line($"var copies = new {model.Declaration.TypeText}[count];");
        writer.Line("var values = new double[Result.ParameterNames.Count]; // the unknowns come first");
        writer.Line("var rng = new Rng(seed);");
        writer.Open("using (Sampling.Use(rng))");
        writer.Open("for (int k = 0; k < count; k++)");
        writer.Line("Result.CopyDraw((int)((long)k * Result.DrawCount / count) % Result.DrawCount, values);");
        writer.Line($"copies[k] = model.{names.Copy}();");
        writer.Line("estimator.Assign(copies[k], values);");
        Run($"copies[k].{names.GeneratePredictive}();");
        writer.Close();
        writer.Close();
        writer.Line("return copies;");
        writer.Close();
        writer.Close();
    }
}
