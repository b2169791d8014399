using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Every public overload is translated to the right number, or refused by a diagnostic: none is guessed, none loses an argument.</summary>
public class CensusTests
{
    [Fact]
    public void Numbers() => Verify([.. OverloadCalls.Of(typeof(Math)), .. OverloadCalls.Of(typeof(Functions)), .. OverloadCalls.Of(typeof(VectorParts))]);

    [Fact]
    public void Sequences() => Verify([.. OverloadCalls.Of(typeof(Enumerable))]);

    [Fact]
    public void Vectors() => Verify([.. OverloadCalls.Of(typeof(Vector<double>), typeof(Vector<double>))]);

    [Fact]
    public void Matrices() => Verify([.. OverloadCalls.Of(typeof(Matrix<double>), typeof(Matrix<double>))]);

    [Fact]
    public void Builders() => Verify([
        .. OverloadCalls.Of(typeof(VectorBuilder<double>), target: "Vector<double>.Build"), .. OverloadCalls.Of(typeof(MatrixBuilder<double>), target: "Matrix<double>.Build")]);

    [Fact]
    public void Expressions() => Verify([.. ExpressionCalls.All(), .. ExpressionCalls.OperatorsOf(typeof(Vector<double>)), .. ExpressionCalls.OperatorsOf(typeof(Matrix<double>))]);

    [Fact]
    public void DistributionMembers() => Verify([.. DistributionCalls.All()]);

    [Fact]
    public void BatchedNumbers() => Verify(Batched([.. OverloadCalls.Of(typeof(Math)), .. OverloadCalls.Of(typeof(Functions)), .. OverloadCalls.Of(typeof(VectorParts))]), CensusModels.Batched);

    [Fact]
    public void BatchedVectors() => Verify(Batched([
        .. OverloadCalls.Of(typeof(Vector<double>), typeof(Vector<double>)), .. OverloadCalls.Of(typeof(Matrix<double>), typeof(Matrix<double>)),
        .. OverloadCalls.Of(typeof(VectorBuilder<double>), target: "Vector<double>.Build"), .. OverloadCalls.Of(typeof(MatrixBuilder<double>), target: "Matrix<double>.Build"),
        .. ExpressionCalls.OperatorsOf(typeof(Vector<double>)), .. ExpressionCalls.OperatorsOf(typeof(Matrix<double>))]), CensusModels.Batched);

    [Fact]
    public void BatchedSequences() => Verify(Batched([.. OverloadCalls.Of(typeof(Enumerable))]), CensusModels.Batched);

    [Fact]
    public void BatchedExpressions() => Verify(Batched([.. ExpressionCalls.All()]), CensusModels.Batched);

    /// <summary>Calls for models with networks: with the members that these know.</summary>
    private static IReadOnlyList<CensusCall> Batched(IEnumerable<CensusCall> calls) =>
        [.. calls.Where(c => !Regex.IsMatch(c.Before + c.Expression, @"\b(q|g|u|e|k)\b")).Select(c => c with { IsFlat = true })];

    private static void Verify(IReadOnlyList<CensusCall> calls, CensusModels? models = null, [System.Runtime.CompilerServices.CallerMemberName] string family = "")
    {
        IReadOnlyList<string> outcomes = new CensusRun(calls, CensusTable.Refused(Verifier.Accepted(parameter: family)), models ?? CensusModels.Ordinary).Run();
        string[] faults = [.. CensusTable.Faults(calls, outcomes)];
        Verifier.Verify(CensusTable.Of(calls, outcomes), parameter: family);
        if (faults.Length > 0)
            throw new XunitException(string.Join('\n', faults));
    }
}
