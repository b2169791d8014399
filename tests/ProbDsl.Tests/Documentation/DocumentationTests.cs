using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ProbDsl.Tests;

/// <summary>The pages agree with the library, and their links lead somewhere.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string _root = FindRoot();

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Path.Combine(_root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(_root, "README.md"))
            .Select(path => Path.GetRelativePath(_root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void Language_reference_lists_every_distribution_with_its_parameters()
    {
        string page = File.ReadAllText(Path.Combine(_root, "docs", "language.md"));
        IEnumerable<string> listed = DistributionRow().Matches(page).Select(match => match.Groups[1].Value);
        IEnumerable<string> existing = typeof(Normal).Assembly.GetExportedTypes()
            .Where(type => type.IsDefined(typeof(DistributionAttribute)))
            .SelectMany(type => type.IsDefined(typeof(ElementwiseAttribute))
                ? Factories(type)
                : [$"{type.Name}({string.Join(", ", type.GetCustomAttributes<DistributionParameterAttribute>().Select(parameter => parameter.Name))})"]);
        Assert.Equal(existing.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Links_lead_to_files(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(_root, page))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(_root, page))))
        {
            string target = link.Groups[1].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal))
                continue;
            string path = Path.Combine(folder, target);
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which does not exist.");
        }
    }

    /// <summary>The ways to write an elementwise distribution, which shares its name with the one over numbers: "Normal(Vector mean, double standardDeviation)".</summary>
    private static IEnumerable<string> Factories(Type type) =>
        from factory in typeof(Distributions).GetMethods()
        where factory.ReturnType == type
        let parameters = factory.GetParameters().Select(parameter => $"{Short(parameter.ParameterType)} {parameter.Name}")
        select $"{factory.Name}({string.Join(", ", parameters)})";

    private static string Short(Type type) =>
        type == typeof(double) ? "double" : type == typeof(int) ? "int" : type.Name.Replace("`1", "", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"^\| `(\w+\([^)]*\))` \|", RegexOptions.Multiline)]
    private static partial Regex DistributionRow();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
