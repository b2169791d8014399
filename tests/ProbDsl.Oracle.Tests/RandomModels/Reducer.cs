namespace ProbDsl.Oracle.RandomModels;

/// <summary>Makes a failing model small: tries simpler ones, many in one compilation, while one fails in the same way.</summary>
internal static class Reducer
{
    private const int Together = 16;

    public static (RandomModel Model, Failure Failure) Reduce(RandomModel model, Failure failure, int mostBatches)
    {
        int batches = 0;
        bool found = true;
        while (found)
        {
            found = false;
            foreach (RandomModel[] candidates in model.Simpler().Chunk(Together))
            {
                if (batches++ >= mostBatches)
                    return (model, failure);
                Failure?[] failures = RandomBatch.Check(candidates);
                int first = Array.FindIndex(failures, f => f?.Kind == failure.Kind);
                if (first < 0)
                    continue;
                (model, failure) = (candidates[first], failures[first]!);
                found = true;
                break;
            }
        }
        return (model, failure);
    }
}
