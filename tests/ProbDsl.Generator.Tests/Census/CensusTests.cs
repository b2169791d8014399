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

    private static void Verify(IReadOnlyList<CensusCall> calls, [System.Runtime.CompilerServices.CallerMemberName] string family = "")
    {
        IReadOnlyList<string> outcomes = new CensusRun(calls, CensusTable.Refused(Verifier.Accepted(parameter: family))).Run();
        string[] faults = [.. CensusTable.Faults(calls, outcomes)];
        Verifier.Verify(CensusTable.Of(calls, outcomes), parameter: family);
        if (faults.Length > 0)
            throw new XunitException(string.Join('\n', faults));
    }
}
