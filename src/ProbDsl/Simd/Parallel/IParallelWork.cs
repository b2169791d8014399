namespace ProbDsl.Simd;

/// <summary>Work that a <see cref="WorkTeam"/> spreads over its threads.</summary>
public interface IParallelWork
{
    /// <summary>Does one item. Items run in any order and at once; an item must not depend on which thread runs it.</summary>
    /// <param name="index">The item, from zero.</param>
    void Execute(int index);
}
