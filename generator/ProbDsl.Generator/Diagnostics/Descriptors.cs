using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ProbDsl.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator. To add one: a field here and a page in docs/diagnostics.</summary>
internal static class Descriptors
{
    // Model shape
    public static readonly DiagnosticDescriptor NotPartial = Error("PDSL001", "Model", "Model class is not partial",
        "'{0}' is a model and must be declared partial, so that its estimator can be generated into it");
    public static readonly DiagnosticDescriptor NoGenerate = Error("PDSL002", "Model", "Model has no Generate method",
        "'{0}' has no method 'void Generate()' without parameters; write the generative process there");
    public static readonly DiagnosticDescriptor NeverAssigned = Error("PDSL003", "Model", "Latent or observed member is never drawn",
        "'{0}' is {1} but Generate() never assigns it; add '{0} = ~Distribution(...)' or remove the attribute");
    public static readonly DiagnosticDescriptor FlatLatent = Warning("PDSL004", "Model", "Latent has no prior",
        "'{0}' has no prior and is taken as flat on its constraint; write '{0} = ~Flat()' to say so, or give it a prior");
    public static readonly DiagnosticDescriptor AssignedTwice = Error("PDSL005", "Model", "Member is drawn twice",
        "'{0}' is drawn more than once; a member has one distribution: use Observe or Factor for a further term");
    public static readonly DiagnosticDescriptor AssignsData = Error("PDSL006", "Model", "Assignment to data",
        "'{0}' is data and may not be assigned in Generate(); {1}");
    public static readonly DiagnosticDescriptor UnsupportedType = Error("PDSL007", "Model", "Unsupported member type",
        "'{0}' has type '{1}', which a model cannot hold; {2}");
    public static readonly DiagnosticDescriptor WrongShape = Error("PDSL008", "Model", "Wrong shape",
        "'{0}' has {1}, but {2}");
    public static readonly DiagnosticDescriptor NestedInUnsupported = Error("PDSL009", "Model", "Model class of an unsupported kind",
        "'{0}' is {1}; a model is an ordinary, non-generic, non-static class with unknowns and outcomes of its own, whose containing types are partial");
    public static readonly DiagnosticDescriptor PlainAssignment = Error("PDSL010", "Model", "Latent or outcome is assigned without a draw",
        "'{0}' is {1} and takes its value from '~'; write '{0} = ~Distribution(...)', or mark it [Derived] if it is computed");
    public static readonly DiagnosticDescriptor NoStorage = Error("PDSL011", "Model", "Member has no storage",
        "'{0}' takes its values from the model, but {1}; make it a field or an auto-property");
    public static readonly DiagnosticDescriptor NameTaken = Error("PDSL012", "Model", "Name of a generated member",
        "'{0}' is the name of a member that is generated into this class; give yours another name");
    public static readonly DiagnosticDescriptor StaticMember = Error("PDSL013", "Model", "Static member of a model",
        "'{0}' is static, but the data and unknowns of a model belong to an instance; remove 'static'");

    // C#
    public static readonly DiagnosticDescriptor UnsupportedStatement = Error("PDSL020", "Language", "Unsupported statement",
        "{0} cannot be translated; {1}");
    public static readonly DiagnosticDescriptor UnsupportedExpression = Error("PDSL021", "Language", "Unsupported expression",
        "'{0}' cannot be translated: {1}");
    public static readonly DiagnosticDescriptor UnsupportedCall = Error("PDSL022", "Language", "Unsupported call",
        "'{0}' is applied to a value that depends on a latent and has no translation; use one of the functions that docs/language.md lists, or write it as a method of this project");
    public static readonly DiagnosticDescriptor Recursion = Error("PDSL023", "Language", "Recursive call",
        "'{0}' calls itself; helper methods are inlined, so write the recursion as a loop");
    public static readonly DiagnosticDescriptor LatentIndex = Error("PDSL024", "Language", "Index depends on a latent",
        "'{0}' is used as an index or a loop bound but depends on a latent; only data may choose elements");
    public static readonly DiagnosticDescriptor DrawOutsideAssignment = Error("PDSL025", "Language", "Draw is not assigned",
        "a draw '~D' may only stand on the right of an assignment to a latent, observed or derived member; to choose between distributions, write 'if' and 'else' with a draw in each");
    public static readonly DiagnosticDescriptor DrawToLocal = Error("PDSL026", "Language", "Draw is assigned to a local",
        "'{0}' is a local variable and cannot hold a draw; declare it as a [Latent] member of the model");
    public static readonly DiagnosticDescriptor LoopShape = Error("PDSL027", "Language", "Unsupported loop",
        "{0}; write 'for (int i = from; i < to; i++)' or 'foreach (int i in Plate(n))'");
    public static readonly DiagnosticDescriptor ElementReassigned = Error("PDSL028", "Language", "Element is assigned again",
        "an element of '{0}' depends on a latent and is assigned more than once; add up in a local variable and store the result once");
    public static readonly DiagnosticDescriptor UnsupportedDistribution = Error("PDSL029", "Language", "Not a distribution",
        "'{0}' is no distribution that can be drawn from or scored here; {1}");

    public static readonly DiagnosticDescriptor UnsupportedData = Error("PDSL032", "Language", "Expression over data that cannot be taken over",
        "'{0}' depends on no latent, but cannot be evaluated when data are given: {1}");
    public static readonly DiagnosticDescriptor MissingUsing = Error("PDSL053", "Language", "Missing using directive",
        "'{0}' is a method of {1}; add 'using static {1};' at the top of the file");

    // Statistics
    public static readonly DiagnosticDescriptor SupportConflict = Error("PDSL040", "Statistics", "Support and constraint disagree",
        "'{0}' is constrained to {1}, but {2} has support {3}; change the prior or the constraint");
    public static readonly DiagnosticDescriptor NegativeParameter = Error("PDSL041", "Statistics", "Parameter outside its range",
        "'{0}' of {1} must be {2}, but is {3}");
    public static readonly DiagnosticDescriptor MaybeNegativeParameter = Warning("PDSL042", "Statistics", "Parameter may leave its range",
        "'{0}' is {1} of {2}, which must be {3}, but its values may lie outside; give it a distribution on that range or wrap it, for example in Math.Exp");
    public static readonly DiagnosticDescriptor DiscreteLatent = Error("PDSL043", "Statistics", "Discrete latent",
        "'{0}' is a latent with the discrete distribution {1}; sum it out by hand with Factor(LogSumExp(...)), since gradients do not exist for it");
    public static readonly DiagnosticDescriptor ContinuousForInteger = Error("PDSL044", "Statistics", "Continuous distribution of an integer member",
        "'{0}' holds integers, but {1} is continuous; change the member to double or use a discrete distribution");
    public static readonly DiagnosticDescriptor DiscreteForReal = Warning("PDSL045", "Statistics", "Discrete distribution of a real member",
        "'{0}' holds reals, but {1} is discrete; declare the member as {2} so that its values are checked");
    public static readonly DiagnosticDescriptor LatentBranch = Error("PDSL046", "Statistics", "Draw under a condition on a latent",
        "this statement runs only when a condition on a latent holds; the number of terms must not depend on a latent: choose between values with 'condition ? a : b'");
    public static readonly DiagnosticDescriptor NonCenteredUnsupported = Error("PDSL047", "Statistics", "Prior cannot be non-centred",
        "'{0}' asks for NonCentered, but {1}; drop NonCentered, or draw the latent from Normal or another distribution on the whole line that declares one");
    public static readonly DiagnosticDescriptor UseBeforeDraw = Error("PDSL048", "Statistics", "Use before the draw",
        "'{0}' is read before Generate() assigns it, so that running the model would use an old value; draw it first");
    public static readonly DiagnosticDescriptor UnusedLatent = Warning("PDSL049", "Statistics", "Latent has no influence",
        "'{0}' has a prior but nothing depends on it: the data inform it at most through its prior's parameters; mark it [Derived] if it is a prediction, or remove it");
    public static readonly DiagnosticDescriptor IndexOutOfRange = Error("PDSL050", "Language", "Index out of range",
        "'{0}' has no {1} {2}: {3}");
    public static readonly DiagnosticDescriptor BoundsOfStructure = Error("PDSL051", "Statistics", "Bounds of a structured latent",
        "'{0}' is constrained to {1}, which cannot keep these bounds: {2}; leave them out, or bound the elements of a plain array");
    public static readonly DiagnosticDescriptor LatentMatrixArgument = Error("PDSL052", "Statistics", "Latent matrix as a covariance",
        "'{0}' of {1} must be {2}, but the latent '{3}' {4}; {5}");

    // Differentiation
    public static readonly DiagnosticDescriptor NotDifferentiable = Error("PDSL060", "Differentiation", "Function of a latent without a derivative",
        "'{0}' has no useful derivative and is applied to a value that depends on a latent; use a smooth function instead");
    public static readonly DiagnosticDescriptor LatentComparison = Warning("PDSL061", "Differentiation", "Condition on a latent",
        "this condition depends on a latent: the density may jump where it changes, and gradients do not see the jump");

    // Guides and networks
    public static readonly DiagnosticDescriptor NoGuide = Error("PDSL070", "Guide", "Model with networks has no guide",
        "'{0}' has networks or parameters and the latent '{1}', but no guide; add a method '[Guide] void Guide()' that draws every latent, as in '{1} = ~Normal(mean, Softplus(raw))'");
    public static readonly DiagnosticDescriptor NotGuided = Error("PDSL071", "Guide", "Latent is not drawn in the guide",
        "'{0}' is a latent, but the guide '{1}' never draws it; add '{0} = ~Distribution(...)' there");
    public static readonly DiagnosticDescriptor GuidedTwice = Error("PDSL072", "Guide", "Latent is drawn twice in the guide",
        "the guide draws '{0}' more than once; a latent has one distribution there");
    public static readonly DiagnosticDescriptor GuideDrawsOther = Error("PDSL073", "Guide", "Guide says more than the latents' distributions",
        "'{0}' is {1}; a guide consists of draws of latents, everything else belongs to Generate()");
    public static readonly DiagnosticDescriptor SizesDiffer = Error("PDSL074", "Guide", "Sizes differ",
        "'{0}' does not fit: expected {1}, found {2}");
    public static readonly DiagnosticDescriptor GuideShape = Error("PDSL075", "Guide", "Guide draws a value of another size",
        "the guide draws a value that does not fit '{0}': expected {1}, found {2}");
    public static readonly DiagnosticDescriptor GuideSupport = Error("PDSL076", "Guide", "Guide and prior have different supports",
        "the guide draws '{0}' from {1}, which gives {2}, but its prior {3} is over {4}; use {5}");
    public static readonly DiagnosticDescriptor GuideWithoutPlate = Error("PDSL077", "Guide", "Guide has no plate",
        "'{0}' belongs to a datum, but the guide has no plate; write 'foreach (int n in Minibatch(count))' there and draw '{0}[n]' in it");
    public static readonly DiagnosticDescriptor GuidedOutsidePlate = Error("PDSL078", "Guide", "Latent of the plate is drawn outside it",
        "'{0}' belongs to a datum, but the guide draws it outside the plate; draw '{0}[n]' inside the loop");
    public static readonly DiagnosticDescriptor NotReparameterized = Error("PDSL079", "Guide", "Guide's distribution has no reparameterised draw",
        "the guide draws '{0}' from {1}, which has no draw that can be differentiated; use {2}");
    public static readonly DiagnosticDescriptor NotANetwork = Error("PDSL080", "Guide", "Not a network",
        "'{0}' cannot be used as a network: {1}");
    public static readonly DiagnosticDescriptor UnboundedDensity = Warning("PDSL081", "Guide", "Likelihood is unbounded",
        "the standard deviation of '{0}' in {1} is learned for each datum and may go to zero, where the likelihood is infinite; bound it from below, as in '0.1 + Softplus(raw)', or give all data one");
    public static readonly DiagnosticDescriptor GuideMethod = Error("PDSL082", "Guide", "Guide of an unsupported form",
        "'{0}' cannot be the guide; a model has one method '[Guide] void Name()' without parameters that is not static");

    public static readonly DiagnosticDescriptor CallOnData = Error("PDSL083", "Guide", "Call in a model with networks",
        "'{0}' is not translated in a model with networks, which computes a whole batch at once; compute it before and give the result as a [Data] member, or write it with System.Math and ProbDsl.Functions");

    public static readonly DiagnosticDescriptor ComponentsAlike = Warning("PDSL084", "Guide", "Components of a mixture start alike",
        "the means '{0}' of the mixture's components start alike, and what starts alike stays alike; write [Parameter(…, Spread = 2)], or set them before training");

    // Internal
    public static readonly DiagnosticDescriptor Internal = Error("PDSL090", "Internal", "Internal fault of the generator",
        "the estimator of '{0}' could not be generated because of a fault in ProbDsl itself: {1}; please report it with the model");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)).ToList();

    private static DiagnosticDescriptor Error(string id, string category, string title, string message) =>
        Make(id, category, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string category, string title, string message) =>
        Make(id, category, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Make(string id, string category, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "ProbDsl." + category, severity, isEnabledByDefault: true,
            helpLinkUri: $"docs/diagnostics/{id}.md");
}
